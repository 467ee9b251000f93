# shellcheck shell=bash disable=SC2154,SC2034
echo "== system calls, counted"
# Counts do not depend on how fast the machine is, as long as nothing happens by time and nothing at the same time: so
# there is one connection at a time, each waits for the end of the one before, and the clock has no deadlines to sweep.
calls=$work/calls
mkdir -p "$calls"
serve python3 "$lib/echo.py"
port=$(free_port)
proxy() { # name, lines of configuration: starts one, and has it serve until it has loaded all its classes
  cat >"$conf" <<TOML
[[listeners]]
bind = "127.0.0.1:$port"
router = "sni"
[routers.sni.hosts]
"a.example" = "127.0.0.1:$at"
$2
TOML
  start "$1" run -c "$conf"
  load connections 500
  load trips 500
  load download 8
}
load() { python3 -u "$files/load.py" "$1" "$port" "$2"; }
trace() { # name: begins to write down the system calls of all threads
  : >"$calls/strace.err"
  strace -f -Y -o "$calls/$1.trace" -p "$pid" 2>"$calls/strace.err" &
  tracer=$!
  await grep -qs attached "$calls/strace.err" || cat "$calls/strace.err"
}
untrace() { kill -INT "$tracer"; wait "$tracer" 2>/dev/null; }
traced() { # name, load: both of them at once
  trace "$1"
  load "$2" "$3"
  untrace
}
# Besides, a trace has what the JVM does meanwhile, and calls that the tracing itself interrupts: much less than this.
margin=0.15
count() { python3 "$files/count.py" "$calls/$1.trace" "${@:2}" "$margin"; }
hold() { # how many connections, and perhaps another way to hold them; release ends them
  coproc HELD { load "${2:-hold}" "$1"; }
  read -r _ <&"${HELD[0]}"
}
release() {
  local holder=$HELD_PID
  echo >&"${HELD[1]}"
  wait "$holder"
}
timeless='[timeouts]
routing = "0"
connect = "0"
idle = "0"
half-closed = "0"'
off='[access-log]
enabled = false'

connection="accept=1 close=2 connect=1 epoll_ctl=2 epoll_wait=6 fcntl=4 read=4 setsockopt=2 shutdown=1 socket=1 write=2"
proxy counted "$timeless
$off"
traced connections connections 500
check "the calls of a connection are those known" "that is all" "$(count connections "" 500 connection "$connection")"
traced trips trips 1000
check "... those of a round trip on it too" "that is all" \
  "$(count trips "" 1000 "round trip" "epoll_wait=2 read=2 write=2")"
# The client may be too slow to take a half at once, but reads that are half as large would be two more.
traced download download 128
check "... those of a MiB, which is moved by halves" "that is all" \
  "$(margin=1 count download "" 128 MiB "epoll_wait=2 read=2 write=2")"
hold 200
trace idle
sleep 1
untrace
check "... and an idle connection has none" "that is all" "$(count idle "" 200 "idle connection" "")"
release
stop TERM
check "TERM ends it well" 0 "$code"

proxy written "$timeless
[access-log]
file = \"$calls/access.log\""
traced lines connections 500
check "a loop writes no access lines" "that is all" "$(count lines roulette-loop 500 connection "$connection")"
hold 400
trace gathered
release
untrace
check "... and lines that come together are written together" "that is all" \
  "$(margin=0.1 count gathered roulette-access 400 "access line" "")"
stop TERM
check "TERM ends it well" 0 "$code"
# Those of the traced and held connections, and of what the proxy served before.
check "... and none is missing" 1402 "$(wc -l <"$calls/access.log")"

proxy ticking "$off"
hold 400
trace ticks
sleep 2
untrace
ticks=$(grep -c '<roulette-clock> write(' "$calls/ticks.trace")
check "deadlines cost idle connections a tick in common, however many they are" "that is all" \
  "$(count ticks "" "$ticks" tick "epoll_wait=1 write=1")"
release
stop TERM
check "TERM ends it well" 0 "$code"
proxy full "$timeless
$off
[limits]
connections = 1"
# One has the place, another or two look for it with every tick, the others are in the backlog.
hold 20 crowd
trace waiting
sleep 1
untrace
check "clients that wait in the backlog cost nothing" "" \
  "$([ "$(wc -l <"$calls/waiting.trace")" -lt 1000 ] || count waiting "" 1 second "")"
release
stop TERM
check "TERM ends it well" 0 "$code"
