# shellcheck shell=bash disable=SC2154,SC2034
echo "== a router of one's own"
install_router first-byte example.FirstByteRouter <<'JAVA'
package example;

import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.Target;

public final class FirstByteRouter implements Router {
    private Target target;

    public String name() {
        return "first-byte";
    }

    public void configure(Settings settings) {
        target = settings.target("get");
    }

    public Decision route(Opening opening) {
        if (!opening.bytes().hasRemaining()) {
            return Decision.needMore();
        }
        return opening.bytes().get(0) == 'G' ? Decision.forward(target) : Decision.reject("GET only\n");
    }
}
JAVA
mkdir "$work/web"
echo "from the web server" >"$work/web/file"
serve_folder "$work/web"
port=$(free_port)
sed -i "s/^bind .*/bind = \"localhost:$port\"/; s/^router .*/router = \"first-byte\"/" "$home/conf/roulette.toml"
printf '\n[routers.first-byte]\nget = "localhost:%s"\n' "$at" >>"$home/conf/roulette.toml"
start own run
check "GET goes where it says" "from the web server" "$(curl -s --max-time 60 "http://localhost:$port/file")"
check "anything else is told so" "GET only" "$(printf 'POST / HTTP/1.0\r\n\r\n' | say "$port")"
cp "$home/conf/roulette.toml" "$work/copy.toml"
fails 1 "localhost:$port is in use" run -c "$work/copy.toml"
stop TERM
check "TERM ends it well" 0 "$code"
