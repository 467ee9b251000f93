# shellcheck shell=bash disable=SC2154,SC2034
echo "== a router of one's own"
mkdir -p "$work/src/example" "$work/classes/META-INF/services"
cat >"$work/src/example/FirstByteRouter.java" <<'JAVA'
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
echo example.FirstByteRouter >"$work/classes/META-INF/services/roulette.api.Router"
api=("$home"/lib/roulette-api-*.jar)
"$JAVA_HOME/bin/javac" -Xlint:all -Werror -cp "${api[0]}" -d "$work/classes" "$work/src/example/FirstByteRouter.java"
check "it compiles against the api jar alone, without a warning" 0 $?
"$JAVA_HOME/bin/jar" --create --file "$work/first-byte.jar" -C "$work/classes" .
cp -r "$home" "$work/own"
roulette=$work/own/bin/roulette
cp "$work/first-byte.jar" "$work/own/plugins/"
python3 -u -m http.server --bind 127.0.0.1 --directory "$work/src" 0 >"$work/http.out" 2>&1 &
pids+=($!)
for _ in $(seq 100); do grep -q 'port' "$work/http.out" && break; sleep 0.1; done
backend=$(sed -n 's/.*port \([0-9]*\).*/\1/p' "$work/http.out" | head -1)
port=$(free_port)
sed -i "s/^bind .*/bind = \"localhost:$port\"/; s/^router .*/router = \"first-byte\"/" "$work/own/conf/roulette.toml"
printf '\n[routers.first-byte]\nget = "localhost:%s"\n' "$backend" >>"$work/own/conf/roulette.toml"
start own run
check "GET goes where it says" "*FirstByteRouter.java*" "$(curl -s "http://localhost:$port/example/")"
check "anything else is told so" "GET only" "$(printf 'POST / HTTP/1.0\r\n\r\n' | python3 -c '
import socket, sys
s = socket.create_connection(("localhost", int(sys.argv[1])))
s.sendall(sys.stdin.buffer.read())
print(s.makefile().read())' "$port")"
fails 1 "localhost:$port is in use" run
stop TERM
check "TERM ends it well" 0 "$code"
