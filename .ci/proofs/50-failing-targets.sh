# shellcheck shell=bash disable=SC2154,SC2034
echo "== targets that fail"
port=$(free_port)
closed=$(free_port)
printf '[[listeners]]\nbind = "localhost:%s"\nrouter = "fixed"\n[routers.fixed]\ntarget = "localhost:%s"\n' "$port" "$closed" >"$conf"
start refused run -c "$conf"
# 52: ended without an answer; 56 and 7: reset, after or while curl looked at the connection.
for try in first second; do
  check "the $try client of a target that refuses is closed" "@(7|52|56)" "$(curl -s --max-time 60 "http://localhost:$port/"; echo $?)"
done
stop QUIT
check "QUIT ends it well" 0 "$code"
check "both were served: the proxy goes on after the first" 2 "$(grep -c 'tried=.* end=target-failed' "$work/refused.err")"

printf '[access-log]\nenabled = false\n' >>"$conf"
start unlogged run -c "$conf"
for _ in 1 2 3; do
  curl -s --max-time 60 "http://localhost:$port/"
done
check "without an access log, one warning names the target that fails and the cause" 1 \
  "$(grep -c "WARN target localhost:$closed failed: it refused the connection" "$work/unlogged.err")"
check "... and status counts all" "*localhost:$closed * 3 *refused 3*" "$("$roulette" status -c "$conf")"
stop TERM
