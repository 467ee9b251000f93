# shellcheck shell=bash disable=SC2154,SC2034
echo "== targets that fail"
port=$(free_port)
closed=$(free_port)
printf '[[listeners]]\nbind = "localhost:%s"\nrouter = "fixed"\n[routers.fixed]\ntarget = "localhost:%s"\n' "$port" "$closed" >"$conf"
start refused run -c "$conf"
# 52: ended without an answer; 56: reset, since the request was never read.
check "a client of a target that refuses is closed" "5[26]" "$(curl -s "http://localhost:$port/"; echo $?)"
check "... and the next one too: the proxy goes on" "5[26]" "$(curl -s "http://localhost:$port/"; echo $?)"
stop QUIT
check "QUIT ends it well" 0 "$code"
