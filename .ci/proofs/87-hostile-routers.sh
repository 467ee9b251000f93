# shellcheck shell=bash disable=SC2154,SC2034,SC2016
echo "== routers that hold up, and a process that was suspended"
hostile=$work/hostile
mkdir -p "$hostile/classes/META-INF/services" "$hostile/plugins"
cat >"$hostile/Hostile.java" <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import roulette.api.*;

abstract class Hostile implements Router {
    static final Path END = Path.of(System.getProperty("hostile.end"));
    static final int PORT = Integer.getInteger("hostile.port");

    /** Computes until a file is there. */
    public static final class Busy extends Hostile {
        public String name() {
            return "busy";
        }

        public Decision route(Opening opening) {
            while (!Files.exists(END)) {
                for (int i = 0; i < 10_000_000; i++) {
                    Thread.onSpinWait();
                }
            }
            return Decision.reject();
        }
    }

    /** Waits for a second, and forwards. */
    public static final class Slow extends Hostile {
        public String name() {
            return "slow";
        }

        public Decision route(Opening opening) throws InterruptedException {
            Thread.sleep(1000);
            return Decision.forward("127.0.0.1", PORT);
        }
    }

    /** Ends the process. */
    public static final class Exits extends Hostile {
        public String name() {
            return "exits";
        }

        public Decision route(Opening opening) {
            System.exit(3);
            return Decision.reject();
        }
    }

    /** Says that it may block, and forwards at once. */
    public static final class Quick extends Hostile {
        public String name() {
            return "quick";
        }

        public Decision route(Opening opening) {
            return Decision.forward("127.0.0.1", PORT);
        }
    }
}
JAVA
"$JAVA_HOME/bin/javac" -cp "$home/lib/*" -d "$hostile/classes" "$hostile/Hostile.java"
printf '%s\n' 'Hostile$Busy' 'Hostile$Exits' 'Hostile$Slow' 'Hostile$Quick' >"$hostile/classes/META-INF/services/roulette.api.Router"
"$JAVA_HOME/bin/jar" --create --file "$hostile/plugins/hostile.jar" -C "$hostile/classes" .
cat >"$hostile/backend.py" <<'PY'
import socket, threading

def serve(client):
    """Says what it hears, and ends when the other side has."""
    with client:
        while heard := client.recv(65536):
            client.sendall(heard)

server = socket.create_server(("127.0.0.1", 0), backlog=1000)
print(server.getsockname()[1], flush=True)
while True:
    threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
PY
cat >"$hostile/ask.py" <<'PY'
import socket, sys, time

def ask(port):
    with socket.create_connection(("127.0.0.1", port), 30) as client:
        client.sendall(b"hello")
        if client.recv(5, socket.MSG_WAITALL) != b"hello":
            return "nothing"
        began = time.monotonic()
        client.shutdown(socket.SHUT_WR)
        assert not client.recv(1)
        ends.append(time.monotonic() - began)
        return "hello"

mode, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
ends = []
if mode == "hold":
    clients = [socket.create_connection(("127.0.0.1", port), 30) for _ in range(count)]
    for client in clients:
        client.sendall(b"x")
    print("held", flush=True)
    sys.stdin.readline()
else:
    took = []
    said = set()
    for _ in range(count):
        began = time.monotonic()
        said.add(ask(port))
        took.append(time.monotonic() - began)
    print(sorted(said))
    print(f"median {sorted(took)[count // 2] * 1000:.1f} ms, p99 {sorted(took)[count * 99 // 100] * 1000:.1f} ms;"
          f" end of input passed in {sorted(ends)[count * 99 // 100] * 1000:.1f} ms at p99", file=sys.stderr)
PY
coproc backend { exec python3 "$hostile/backend.py"; }
backend_pid=$!
pids+=("$backend_pid")
read -r backend_port <&"${backend[0]}"
cat >"$hostile/roulette.toml" <<TOML
[plugins]
directory = "$hostile/plugins"
[timeouts]
routing = "2s"
[[listeners]]
bind = "127.0.0.1:18087"
router = "busy"
[[listeners]]
bind = "127.0.0.1:18088"
router = "slow"
[[listeners]]
bind = "127.0.0.1:18089"
router = "quick"
[[listeners]]
bind = "127.0.0.1:18090"
router = "exits"
TOML
ROULETTE_OPTS="-Dhostile.end=$hostile/end -Dhostile.port=$backend_port" start hostile run -c "$hostile/roulette.toml"
check "a blocking router answers" "*hello*" "$(python3 "$hostile/ask.py" ask 18089 100)"
coproc holders { exec python3 "$hostile/ask.py" hold 18087 200; }
holders_pid=$!
read -r _ <&"${holders[0]}"
check "with 200 calls of another one that compute until the end, it answers all the same" "*hello*" \
  "$(timeout 60 python3 "$hostile/ask.py" ask 18089 100)"
touch "$hostile/end"
echo >&"${holders[1]}"
wait "$holders_pid"

python3 "$hostile/ask.py" ask 18088 1 >"$hostile/suspended" 2>"$hostile/suspended.err" &
asker=$!
# Half of the router's second, and twice the routing time.
sleep 0.5
kill -STOP "$pid"
sleep 4
kill -CONT "$pid"
wait "$asker"
check "a process that was suspended for twice the routing time blames no router for it" "*hello*" "$(cat "$hostile/suspended")"

check "a router ends the process: what is open is reset" reset "$(
  python3 - <<'PY'
import socket
with socket.create_connection(("127.0.0.1", 18089), 30) as client:
    client.sendall(b"hello")
    client.recv(5, socket.MSG_WAITALL)
    with socket.create_connection(("127.0.0.1", 18090), 30) as last:
        last.sendall(b"x")
        try:
            print(f"not reset, but {client.recv(1)}")
        except ConnectionResetError:
            print("reset")
PY
)"
wait "$pid"
check "... and the log says what may be the cause" "*perhaps a plugin has called System.exit*" "$(cat "$work/hostile.err")"
kill "$backend_pid" && wait "$backend_pid"
