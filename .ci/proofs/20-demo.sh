# shellcheck shell=bash disable=SC2154,SC2034
echo "== demo"
port=$(free_port)
start demo demo --port "$port"
for _ in 1 2 3 4 5; do
  check "an even port is answered by the even backend" "This is the even backend*" "$(ask 0 "localhost:$port")"
  check "an odd port is answered by the odd backend" "This is the odd backend*" "$(ask 1 "localhost:$port")"
done
stop INT
check "Ctrl-C ends the demo well" 0 "$code"
