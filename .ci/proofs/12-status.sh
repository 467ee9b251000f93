# shellcheck shell=bash disable=SC2154,SC2034
echo "== the state of a running proxy"
serve_folder "$work"
port=$(free_port)
cat >"$work/status.toml" <<TOML
[[listeners]]
name = "web"
bind = "127.0.0.1:$port"
router = "fixed"
[routers.fixed]
target = "127.0.0.1:$at"
[limits]
connections = 2
TOML
fails 1 "no proxy runs with the configuration" status -c "$work/status.toml"
start status run -c "$work/status.toml"
touch "$work/body"
curl -s --max-time 60 -o /dev/null "http://127.0.0.1:$port/body"
state=$("$roulette" status -c "$work/status.toml")
check "status ends with 0" 0 "$?"
check "it names process and configuration" "*process $pid, running*configuration: $work/status.toml*" "$state"
check "... the listener" "*web *127.0.0.1:$port *fixed *" "$state"
check "... the limits" "*limits.connections * 2 *" "$state"
check "... and the target" "*127.0.0.1:$at *" "$state"
json=$(cd "$work" && "$roulette" status --json -c status.toml)
check "--json is one object, also by another path of the file" "1 web 2" \
  "$(python3 -c 'import json, sys
state = json.loads(sys.stdin.read())
limit = [one for one in state["limits"] if one["name"] == "limits.connections"][0]["limit"]
print(state["connections"]["forwarded"], state["listeners"][0]["name"], limit)' <<<"$json")"
check "the folder of the socket is for its owner only" "drwx------ srw-------" \
  "$(cd "$home"/run/status.toml-* && stat -c %A . socket | xargs)"
fails 1 "process $pid runs this configuration" run -c "$work/status.toml"
held=()
for _ in 1 2 3; do
  exec {held_one}<>"/dev/tcp/127.0.0.1/$port"
  held+=("$held_one")
done
await grep -q "limits.connections = 2 is reached" "$work/status.err"
check "a limit that is reached is logged" "*limits.connections = 2 is reached: further clients wait*" \
  "$(cat "$work/status.err")"
check "... and status has it" "*warnings since the start: 1;*limits.connections = 2 is reached*" \
  "$("$roulette" status -c "$work/status.toml")"
for held_one in "${held[@]}"; do
  exec {held_one}<&-
done
await grep -q "limits.connections = 2 is no longer reached" "$work/status.err"
check "... and that it is no longer reached" 1 "$(grep -c "is no longer reached" "$work/status.err")"
kill -KILL "$pid"
wait "$pid" 2>/dev/null
check "a killed process leaves its socket" 1 "$(find "$home"/run/status.toml-* -name socket | wc -l | tr -d ' ')"
fails 1 "no proxy runs with the configuration" status -c "$work/status.toml"
start status run -c "$work/status.toml"
check "... which the next one replaces" "*process $pid, running*" "$("$roulette" status -c "$work/status.toml")"
stop TERM
check "it ends well" 0 "$code"
check "... without a socket" 0 "$(find "$home"/run/status.toml-* -name socket | wc -l | tr -d ' ')"

touch "$work/file"
ROULETTE_RUN=$work/file start status run -c "$work/status.toml"
check "without a folder for the socket it runs, with a warning" "*no control socket*$work/file*ROULETTE_RUN*" \
  "$(cat "$work/status.err")"
stop TERM
