# shellcheck shell=bash disable=SC2154,SC2034
echo "== delegation: a rule and a plugin hand connections over to other routers"
install_router by-path example.ByPathRouter <<'JAVA'
package example;

import java.nio.charset.StandardCharsets;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;

public final class ByPathRouter implements Router {
    private String other;

    public String name() {
        return "by-path";
    }

    public void configure(Settings settings) {
        other = settings.router("other");
    }

    public Decision route(Opening opening) {
        String request = StandardCharsets.ISO_8859_1.decode(opening.bytes()).toString();
        return request.startsWith("GET /moved")
                ? Decision.reject("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n")
                : Decision.delegate(other).because("not moved");
    }
}
JAVA
mkdir "$work/web"
echo "from the web server" >"$work/web/file"
serve_folder "$work/web"
port=$(free_port)
delegation() { # the router that the rule names, and the one that the plugin names
  cat >"$conf" <<END
[[listeners]]
bind = "127.0.0.1:$port"
router = "rules"
[[routers.rules.rule]]
name = "proxied"
bytes = '\x05'
router = "socks"
[[routers.rules.rule]]
name = "web"
http.host = "a.example"
router = "$1"
[routers.by-path]
other = "$2"
[routers.socks]
allow = ["127.0.0.1:$at"]
[routers.files]
use = "fixed"
target = "127.0.0.1:$at"
END
}
delegation by-path files
start delegation run -c "$conf"
get() { curl -s --max-time 60 -w '%{http_code} ' -H 'Host: a.example' "$@"; }
line() { # part of an access line: its line
  await grep -q "$1" "$work/delegation.err"
  grep "$1" "$work/delegation.err"
}
check "a rule hands over to socks, which answers from the client's first byte on" "from the web server*200 " \
  "$(get --socks5 "127.0.0.1:$port" "http://127.0.0.1:$at/file")"
check "... the access line has both routers" "* router=socks via=rules decision=forward *" "$(line via=rules)"
check "a rule hands over to a plugin, and the plugin to a third router" "from the web server*200 " \
  "$(get "http://127.0.0.1:$port/file")"
check "... the access line has all three, and what the rule has read" \
  "* router=files via=rules,by-path decision=forward *labels.host=a.example*" "$(line router=files)"
check "the plugin may decide itself" "410 " "$(get "http://127.0.0.1:$port/moved")"
check "... the access line has both" "* router=by-path via=rules decision=reject *" "$(line router=by-path)"
stop TERM
check "TERM ends it well" 0 "$code"
seen=$("$roulette" route -c "$conf" --text 'GET /file HTTP/1.1\r\nHost: a.example\r\n\r\n' 2>&1)
check "route follows both" "*decision*forward 127.0.0.1:$at*" "$seen"
check "a check is good, and configures all of them" "*is good: 1 listener, 4 routers*" "$("$roulette" check -c "$conf" 2>&1)"
delegation nowhere files
fails 78 "conf.toml:11:1: router rules: no router is called \"nowhere\"" check -c "$conf"
delegation by-path filse
fails 78 "conf.toml:13:1: router by-path: no router is called \"filse\"" check -c "$conf"
fails 78 "conf.toml:13:1: router by-path: no router is called \"filse\"" run -c "$conf"
