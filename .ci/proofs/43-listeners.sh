# shellcheck shell=bash disable=SC2154,SC2034
echo "== listeners with rules of their own"
mkdir "$work/site"
echo "from the target" >"$work/site/index.html"
serve_folder "$work/site"
target=$at
declare -A port
for name in denied few once paced short plain; do port[$name]=$(free_port); done
printf '# a list\n127.0.0.2\n192.0.2.0/24 # a network\n' >"$work/blocked.txt"
cat >"$conf" <<END
[[listeners]]
name = "denied"
bind = "127.0.0.1:${port[denied]}"
router = "fixed"
deny = ["@blocked.txt"]
[[listeners]]
name = "few"
bind = "127.0.0.1:${port[few]}"
router = "fixed"
limits = { connections = 1 }
[[listeners]]
name = "once"
bind = "127.0.0.1:${port[once]}"
router = "fixed"
limits = { per-client-rate = 1 }
[[listeners]]
name = "paced"
bind = "127.0.0.1:${port[paced]}"
router = "fixed"
limits = { rate = 20 }
[[listeners]]
name = "short"
bind = "127.0.0.1:${port[short]}"
router = "fixed"
timeouts = { lifetime = "1s" }
[[listeners]]
name = "plain"
bind = "127.0.0.1:${port[plain]}"
router = "fixed"
[routers.fixed]
target = "127.0.0.1:$target"
[timeouts]
idle = "5m"
END
get() { # listener, curl's options...
  local name=$1
  shift
  curl -s --max-time 60 "$@" "http://127.0.0.1:${port[$name]}/" 2>&1
}
start listeners run -c "$conf"
check "a client of a denied address gets nothing" "" "$(get denied --interface 127.0.0.2)"
check "... and any other is served" "from the target" "$(get denied)"
check "... and is, on another listener" "from the target" "$(get plain --interface 127.0.0.2)"

exec 5<>"/dev/tcp/127.0.0.1/${port[few]}"
taken() { "$roulette" status -c "$conf" | grep -q 'limits.connections (listener few)  *1  *1 '; }
await taken
check "while the only place of a listener is taken, others serve" "from the target" "$(get plain)"
check "... and its own clients wait" "" "$(get few --max-time 2)"
exec 5<&- 5>&-
check "... until it is free" "from the target" "$(get few)"

refused() { [ -z "$(get once)" ]; }
await refused
check "a client that connects too often is refused" "*client-rate *" "$("$roulette" status -c "$conf")"
check "... another one is served" "from the target" "$(get once --interface 127.0.0.3)"

exec 5<>"/dev/tcp/127.0.0.1/${port[short]}"
timeout 60 cat <&5 >/dev/null 2>&1
check "a connection ends with its lifetime" 1 "$?"
exec 5<&- 5>&-
await grep -q 'end=lifetime' "$work/listeners.err"
check "... and the access log says so" 1 "$(grep -c 'listener=short.* end=lifetime' "$work/listeners.err")"

paced=$(python3 "$files/rate.py" "${port[paced]}" 5)
plain=$(python3 "$files/rate.py" "${port[plain]}" 5)
# 20 at once, then 20 a second.
check "with a rate of 20, no more than 125 connections begin in five seconds" yes "$([ "$paced" -le 125 ] && echo yes || echo "$paced")"
check "... and not fewer than 60" yes "$([ "$paced" -ge 60 ] && echo yes || echo "$paced")"
check "without one, more do" yes "$([ "$plain" -gt "$paced" ] && echo yes || echo "$plain")"
check "status tells how often limits of listeners were reached" "*limits.rate (listener paced)*" "$("$roulette" status -c "$conf")"
check "... and counts denied clients" "*denied  * 1*" "$("$roulette" status -c "$conf")"
stop TERM
check "neither of them has a line in the access log" 0 "$(grep -c 'end=denied\|end=client-rate' "$work/listeners.err")"

if command -v haproxy >/dev/null; then
  echo "== the same rate in HAProxy"
  port[peer]=$(free_port)
  cat >"$work/peer.cfg" <<END
defaults
  mode tcp
  timeout connect 5s
  timeout client 1m
  timeout server 1m
frontend peer
  bind 127.0.0.1:${port[peer]}
  rate-limit sessions 20
  default_backend target
backend target
  server target 127.0.0.1:$target
END
  haproxy -f "$work/peer.cfg" -db >"$work/peer.out" 2>&1 &
  pids+=("$!")
  reached() { [ -n "$(get peer)" ]; }
  await reached
  peer=$(python3 "$files/rate.py" "${port[peer]}" 5)
  check "about as many connections begin there ($peer and $paced)" yes \
    "$([ $((peer * 2)) -ge "$paced" ] && [ "$peer" -le $((paced * 2)) ] && echo yes)"
fi
