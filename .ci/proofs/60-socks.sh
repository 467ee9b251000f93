# shellcheck shell=bash disable=SC2154,SC2034
echo "== SOCKS"
mkdir "$work/web"
echo "from the web server" >"$work/web/index.html"
serve_folder "$work/web"
backend=$at
port=$(free_port)
locked=$(free_port)
closed=$(free_port)
cat >"$conf" <<END
[[listeners]]
bind = "localhost:$port"
router = "socks"
[[listeners]]
bind = "localhost:$locked"
router = "locked"
[routers.socks]
allow = ["127.0.0.0/8:$backend,$closed"]
[routers.locked]
use = "socks"
allow = ["127.0.0.0/8:$backend"]
users = { alice = "secret" }
END
start socks run -c "$conf"
through() { curl -s --max-time 60 --noproxy '' "$@"; echo "$?"; } # arguments...: what curl sees, and its exit code
check "SOCKS 4 goes where it is allowed" "from the web server*0" "$(through --socks4 "localhost:$port" "http://127.0.0.1:$backend/")"
check "SOCKS 4a, by name" "from the web server*0" "$(through --socks4a "localhost:$port" "http://localhost:$backend/")"
check "SOCKS 5" "from the web server*0" "$(through --socks5 "localhost:$port" "http://127.0.0.1:$backend/")"
check "SOCKS 5, by name" "from the web server*0" "$(through --socks5-hostname "localhost:$port" "http://localhost:$backend/")"
check "another port is denied" 97 "$(through --socks5-hostname "localhost:$port" "http://localhost:$port/")"
check "... to SOCKS 4a, too" 97 "$(through --socks4a "localhost:$port" "http://localhost:$port/")"
check "a target that refuses is refused" 97 "$(through --socks5 "localhost:$port" "http://127.0.0.1:$closed/")"
check "a user with the password gets in" "from the web server*0" \
  "$(through --socks5 "localhost:$locked" --proxy-user alice:secret "http://127.0.0.1:$backend/")"
check "... with another one does not" 97 \
  "$(through --socks5 "localhost:$locked" --proxy-user alice:wrong "http://127.0.0.1:$backend/")"
check "... nor does one without" 97 "$(through --socks5 "localhost:$locked" "http://127.0.0.1:$backend/")"
stop TERM
check "TERM ends it well" 0 "$code"
check "the access lines say why clients were refused" "127.0.0.1 port 1: not allowed;wrong name or password;the client offers no name and password;" \
  "$(grep -oE 'because="[^"]*"' "$work/socks.err" | sed -E 's/because="(.*)"/\1/; s/port [0-9]+/port 1/; s/localhost/127.0.0.1/' | uniq | tr '\n' ';')"
printf '[[listeners]]\nbind = "localhost:%s"\nrouter = "socks"\n[routers.socks]\nallow = ["localhost"]\n' "$port" >"$conf"
fails 78 'conf.toml:5:1: routers.socks.allow: "localhost": has no ports' check -c "$conf"
