# shellcheck shell=bash disable=SC2154,SC2034
echo "== signals while it starts"
port=$(free_port)
cat >"$conf" <<TOML
[[listeners]]
bind = "127.0.0.1:$port"
router = "fixed"
[routers.fixed]
target = "127.0.0.1:1"
[access-log]
file = "$work/access.log"
TOML
early() { python3 "$files/early.py" "$roulette" "$conf" "$work/early.err" "$@"; }
check "USR1 never ends it" "runs" "$(early USR1 0 600 20)"
check "QUIT always ends it" "ended" "$(early QUIT 0 600 20)"
check "... and so does TERM" "ended" "$(early TERM 0 600 60)"

# A start that waits, here for its configuration.
mkfifo "$work/waits.toml"
for signal in TERM QUIT; do
  "$roulette" run -c "$work/waits.toml" 2>"$work/waits.err" </dev/null &
  pid=$!
  pids+=("$pid")
  # Once somebody reads from it, it waits for us.
  exec 4>"$work/waits.toml"
  kill "-$signal" "$pid"
  wait "$pid"
  check "$signal ends a start that waits" 0 "$?"
  check "... and this is said" "*stopped by SIG$signal before it listened*" "$(cat "$work/waits.err")"
  exec 4>&-
done
