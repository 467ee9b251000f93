# shellcheck shell=bash disable=SC2154,SC2034
echo "== a restart on a shared port"
port=$(free_port)
shared() { # name, more configuration: writes a configuration whose clients are told the name
  cat >"$work/$1.toml" <<TOML
[[listeners]]
bind = "127.0.0.1:$port"
router = "http-host"
$2
[routers.http-host.hosts]
"$1.example" = "127.0.0.1:1"
TOML
}
shared old 'share-port = true'
shared new 'share-port = true'
shared alone ''
# Who has no target for a host says 404; who has one that can't be reached, 502.
status() { curl -s --max-time 60 -o "$work/status.body" -w '%{http_code}' -H "Host: $1.example" "http://127.0.0.1:$port"; }

start old run -c "$work/old.toml"
old=$pid
old_knows=$(status old)
fails 1 "is in use" run -c "$work/alone.toml"
start new run -c "$work/new.toml"
check "the log says that the port may be shared" "*listening on *; other processes*share the port*" "$(cat "$work/old.err")"
check "a second process may listen on the port, too" "*listening on 127.0.0.1:$port (listener 127.0.0.1:$port), router http-host*" "$(cat "$work/new.out" "$work/new.err")"
kill -TERM "$old"
wait "$old"
check "the first ends well" 0 "$?"
check "whoever comes then is served by the second" "$old_knows" "$(status new)"
check "... and no longer by the first" "$(status nobody)" "$(status old)"
stop TERM
check "which ends well, too" 0 "$code"

start one run -c "$work/old.toml"
one=$pid
start two run -c "$work/old.toml"
check "processes with one configuration may share its port" "2 2" \
  "$("$roulette" status --json -c "$work/old.toml" | python3 -c 'import json, sys
states = [json.loads(line) for line in sys.stdin]
print(len(states), len({state["process"] for state in states}))')"
stop TERM
kill -TERM "$one"
wait "$one"
