# shellcheck shell=bash disable=SC2154,SC2034
echo "== names that a name server does not answer, and addresses that do not"
names=$work/names
mkdir -p "$names"
# A mount namespace of its own gives Roulette, and nobody else, a name server that answers for two names only.
cat >"$names/roulette" <<SH
#!/bin/sh
exec unshare -m sh -c 'mount --bind "$names/resolv.conf" /etc/resolv.conf && exec "\$0" "\$@"' "$roulette" "\$@"
SH
chmod +x "$names/roulette"
echo "nameserver 127.0.0.153" >"$names/resolv.conf"
python3 "$files/servers.py" "$names/asked" >"$names/ports" 2>"$names/servers.err" &
pids+=("$!")
await [ -s "$names/ports" ]
read -r good two <"$names/ports" || cat "$names/servers.err"
port=$(free_port)
other=$(free_port)
third=$(free_port)
cat >"$conf" <<TOML
[[listeners]]
bind = "127.0.0.1:$port"
router = "templates"
[[listeners]]
bind = "127.0.0.1:$other"
router = "good"
[[listeners]]
bind = "127.0.0.1:$third"
router = "two"
[routers.templates]
use = "rules"
[[routers.templates.rule]]
http.host = "*.example"
target = "{http.host.1}.shop.internal:80"
[routers.good]
use = "fixed"
target = "good.internal:$good"
[routers.two]
use = "fixed"
target = "two.internal:$two"
TOML
roulette=$names/roulette
start names run -c "$conf"
python3 "$files/leavers.py" "$port"
check "with 400 names under way that are not answered, a name of the configuration is" served \
  "$(curl -s --max-time 60 "http://127.0.0.1:$other/")"
check "a client of such a name is answered after the connect timeout" "No server can be reached*" \
  "$(curl -s --max-time 60 -H 'Host: late.example' "http://127.0.0.1:$port/")"
check "a dead first address does not hide a living second one" served \
  "$(curl -s --max-time 60 "http://127.0.0.1:$third/")"
all_left() { [ "$(grep -c 'end=client-left' "$work/names.err")" -ge 400 ]; }
await all_left
stop TERM
check "TERM ends it well, whatever is still being looked up" 0 "$code"
check "the 400 were noticed to leave" 400 "$(grep -c 'end=client-left' "$work/names.err")"
check "... and most of their names were never looked up" yes \
  "$([ "$(sort -u "$names/asked" | grep -c '^n[0-9]*\.shop\.internal')" -le 32 ] && echo yes)"
check "the access line says what failed" 1 \
  "$(grep -c 'reason="last target: its name could not be looked up: resolve timed out"' "$work/names.err")"
