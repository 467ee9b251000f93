# shellcheck shell=bash disable=SC2154,SC2034
echo "== system calls, counted"
# Counts do not depend on how fast the machine is, as long as nothing happens by time and nothing at the same time: so
# there is one connection at a time, each waits for the end of the one before, and the clock has no deadlines to sweep.
calls=$work/calls
mkdir -p "$calls"
cat >"$calls/load.py" <<'PY'
import socket, ssl, sys, threading, time

def hello():
    said = ssl.MemoryBIO()
    tls = ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), said, server_hostname="a.example")
    try:
        tls.do_handshake()
    except ssl.SSLWantReadError:
        return said.read()

def serve(client):
    """Says what it hears, or so many MiB, until the client has ended."""
    with client:
        while heard := client.recv(65536):
            if heard.startswith(b"MiB "):
                for _ in range(int(heard[4:])):
                    client.sendall(bytes(1 << 20))
            else:
                client.sendall(heard)

def backend():
    server = socket.create_server(("127.0.0.1", 0), backlog=1000)
    print("port", server.getsockname()[1], flush=True)
    while True:
        threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()

def hear(client, count):
    while count:
        part = client.recv(min(count, 1 << 20))
        assert part, "the proxy has ended the connection"
        count -= len(part)

def connect():
    client = socket.create_connection(("127.0.0.1", port), 60)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client.sendall(HELLO)
    hear(client, len(HELLO))
    return client

def end(*clients):
    for client in clients:
        client.shutdown(socket.SHUT_WR)
    for client in clients:
        assert not client.recv(1), "nothing was to come"
        client.close()

def connections(count):
    for _ in range(count):
        end(connect())

def trips(count):
    client = connect()
    for _ in range(count):
        client.sendall(bytes(100))
        hear(client, 100)
    end(client)

def download(count):
    client = connect()
    client.sendall(b"MiB %d" % count)
    hear(client, count << 20)
    end(client)

def crowd(count):
    """Connections that are not served, and end when a line comes."""
    clients = [socket.create_connection(("127.0.0.1", port), 60) for _ in range(count)]
    print("held", flush=True)
    sys.stdin.readline()

def hold(count):
    """Connections that say nothing more until a line comes; then they end together."""
    clients = [connect() for _ in range(count)]
    print("held", flush=True)
    sys.stdin.readline()
    end(*clients)

if sys.argv[1] == "backend":
    backend()
HELLO = hello()
port = int(sys.argv[2])
globals()[sys.argv[1]](int(sys.argv[3]))
PY
cat >"$calls/count.py" <<'PY'
import collections, re, sys

# The trace, threads whose names begin so, of how many connections or trips it is, what these are, the calls that each is
# expected to cost, and how much more or less of one it may be.
trace, threads, unit, expected = sys.argv[1], sys.argv[2], sys.argv[4], sys.argv[5]
units, margin = int(sys.argv[3]), float(sys.argv[6])
# What threads wait for each other with, and where the JVM gets its memory: none of it is the network's.
APART = {"futex", "restart_syscall", "sched_yield", "mmap", "munmap", "mprotect", "madvise", "rt_sigprocmask", "brk"}
count = collections.Counter()
lines = open(trace).readlines()
if not lines:
    print("strace saw nothing: may it trace other processes here?", end=" ")
for line in lines:
    call = re.match(r"\d+<(.*?)> (\w+)\(", line)
    if call and call[1].startswith(threads) and call[2] not in APART:
        count[call[2]] += 1
seen = {name: number / units for name, number in count.items()}
table = " ".join(f"{name} {seen[name]:.2f}" for name in sorted(seen) if seen[name] >= 0.005)
print(f"        calls per {unit}: {sum(seen.values()):.2f} ({table})", file=sys.stderr)
wanted = {name: float(number) for name, number in (part.split("=") for part in expected.split())}
for name in sorted(seen | wanted):
    is_, was = seen.get(name, 0), wanted.get(name, 0)
    if abs(is_ - was) > margin:
        more = "look at what calls it now" if is_ > was else "if that is meant, lower what is expected"
        print(f"{name} {is_:.2f} instead of {was:g} per {unit}: {more};", end=" ")
print("that is all")
PY
python3 -u "$calls/load.py" backend >"$calls/backend.out" &
backend_pid=$!
pids+=("$backend_pid")
for _ in $(seq 100); do grep -qs port "$calls/backend.out" && break; sleep 0.1; done
port=$(free_port)
proxy() { # name, lines of configuration: starts one, and has it serve until it has loaded all its classes
  cat >"$conf" <<TOML
[[listeners]]
bind = "127.0.0.1:$port"
router = "sni"
[routers.sni.hosts]
"a.example" = "127.0.0.1:$(sed -n 's/port //p' "$calls/backend.out")"
$2
TOML
  start "$1" run -c "$conf"
  load connections 500
  load trips 500
  load download 8
}
load() { python3 -u "$calls/load.py" "$1" "$port" "$2"; }
trace() { # name: begins to write down the system calls of all threads
  strace -f -Y -o "$calls/$1.trace" -p "$pid" 2>"$calls/strace.err" &
  tracer=$!
  for _ in $(seq 100); do grep -qs attached "$calls/strace.err" && return; sleep 0.1; done
  cat "$calls/strace.err"
}
untrace() { kill -INT "$tracer"; wait "$tracer" 2>/dev/null; }
traced() { # name, load: both of them at once
  trace "$1"
  load "$2" "$3"
  untrace
}
# Besides, a trace has what the JVM does meanwhile, and calls that the tracing itself interrupts: much less than this.
margin=0.15
count() { python3 "$calls/count.py" "$calls/$1.trace" "${@:2}" "$margin"; }
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
kill "$backend_pid"
wait "$backend_pid" 2>/dev/null
