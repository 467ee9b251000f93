# shellcheck shell=bash disable=SC2154,SC2034
echo "== few open files, many clients"
mkdir "$work/web"
echo hello >"$work/web/served.txt"
serve_folder "$work/web"
port=$(free_port)
cat >"$conf" <<END
[[listeners]]
bind = "localhost:$port"
router = "fixed"
[routers.fixed]
target = "127.0.0.1:$at"
[access-log]
enabled = false
END
printf '#!/bin/sh\nulimit -n 200\nexec "%s" "$@"\n' "$roulette" >"$work/few"
chmod +x "$work/few"
roulette=$work/few
start few run -c "$conf"
check "500 clients are served with 200 open files" 500 "$(python3 "$files/crowd.py" "$port")"
rests() { # whether the process takes less than a tenth of a second of CPU in a second
  local before
  before=$(awk '{print $14 + $15}' "/proc/$pid/stat")
  sleep 1
  [ $(($(awk '{print $14 + $15}' "/proc/$pid/stat") - before)) -lt 10 ]
}
await rests
check "... and then it rests" 0 $?
stop TERM
check "TERM ends it well" 0 "$code"
printf '[limits]\nconnections = 300\n' >>"$conf"
fails 78 "needs * open files, but this process may have 200" run -c "$conf"
roulette=$home/bin/roulette

sed -i '/limits/,$d' "$conf"
start starved run -c "$conf"
curl -s -o /dev/null --max-time 60 "http://127.0.0.1:$port/"
open=$(find "/proc/$pid/fd" -mindepth 1 | wc -l)
prlimit --pid "$pid" --nofile="$open:"
python3 "$files/starved.py" "$port" >"$work/starved.clients" &
clients=$!
pids+=("$clients")
await grep -qs "can't accept" "$work/starved.err"
await rests
check "without a file left to open it does not spin" 0 $?
check "... and says so once a loop" "@(1|2)" "$(grep -c "can't accept" "$work/starved.err")"
prlimit --pid "$pid" --nofile=1000:
wait "$clients"
check "... and serves those who waited, or resets them" "*served [0-9]*" "$(tr '\n' ' ' <"$work/starved.clients")"
check "... and goes on" "*served.txt*" "$(curl -s --max-time 60 "http://127.0.0.1:$port/")"
stop TERM
check "TERM ends it well" 0 "$code"
