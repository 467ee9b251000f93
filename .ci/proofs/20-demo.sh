# shellcheck shell=bash disable=SC2154,SC2034
echo "== demo"
port=$(free_port)
start demo demo --port "$port"
check "it says where it listens" "*http://localhost:$port*" "$(cat "$work/demo.out")"
for _ in 1 2 3 4; do
  curl -s --max-time 60 "http://localhost:$port" >>"$work/answers"
done
check "four plain curls see both backends, in turn" \
  "This is the first backend*This is the second backend*This is the first backend*This is the second backend*" \
  "$(tr '\n' ' ' <"$work/answers")"
fails 1 "the demo can't listen on localhost:$port: Address already in use; choose another port" demo --port "$port"
stop INT
check "Ctrl-C ends the demo well" 0 "$code"
check "... and it says so" "*stopped after SIGINT: every connection was finished*" "$(cat "$work/demo.err")"
