# shellcheck shell=bash disable=SC2154,SC2034
echo "== signals and logs"
# A client that holds a connection open through the proxy: it is forwarded to a server that says nothing, and ends when
# its input does.
hold() {
  python3 -u - "$port" <<'PY' >"$work/held.out" &
import signal, socket, sys
held = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
held.sendall(b"hello")
print("held", flush=True)
signal.signal(signal.SIGTERM, lambda *_: (held.close(), sys.exit(0)))
signal.pause()
PY
  held=$!
  pids+=("$held")
  for _ in $(seq 100); do grep -qs held "$work/held.out" && return; sleep 0.1; done
}
silent() {
  python3 -u - <<'PY' >"$work/silent.out" &
import socket, threading
server = socket.create_server(("127.0.0.1", 0))
print("port", server.getsockname()[1], flush=True)
def serve(client):
    with client:
        try:
            while client.recv(1000):
                pass
        except ConnectionResetError:
            pass
while True:
    threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
PY
  pids+=("$!")
  for _ in $(seq 100); do grep -qs port "$work/silent.out" && break; sleep 0.1; done
  mute=$(sed -n 's/port //p' "$work/silent.out")
}
silent
port=$(free_port)
cat >"$conf" <<END
[[listeners]]
bind = "localhost:$port"
router = "fixed"
[routers.fixed]
target = "127.0.0.1:$mute"
[timeouts]
drain = "1s"
[access-log]
file = "$work/access.log"
END
begin() {
  start "signals" run -c "$conf"
  hold
}
refused() { curl -s -o /dev/null --max-time 5 "http://127.0.0.1:$port/"; echo $?; }

begin
stop HUP
check "HUP ends it as TERM does, and says that a connection was cut" 1 "$code"
kill "$held"

begin
kill -TERM "$pid"
for _ in $(seq 50); do [ "$(refused)" = 7 ] && break; sleep 0.02; done
check "after TERM new connections are refused" 7 "$(refused)"
wait "$pid"
check "... what is open after the drain time is cut, and the exit code says so" 1 "$?"
check "... and its access line says so" "*router=fixed decision=forward target=127.0.0.1:$mute*up=5*end=cut*" \
  "$(cat "$work/access.log")"
kill "$held" 2>/dev/null

begin
kill -QUIT "$pid"
for _ in $(seq 50); do [ "$(refused)" = 7 ] && break; sleep 0.02; done
check "after QUIT new connections are refused" 7 "$(refused)"
sleep 1.5
check "... and open ones are not cut" 0 "$(kill -0 "$pid"; echo $?)"
kill "$held"
wait "$pid"
check "... but finished" 0 "$?"

begin
kill -QUIT "$pid"
for _ in $(seq 50); do [ "$(refused)" = 7 ] && break; sleep 0.02; done
kill -TERM "$pid"
wait "$pid"
check "a second signal cuts what is left" 1 "$?"
kill "$held" 2>/dev/null

begin
mv "$work/access.log" "$work/access.log.1"
kill -USR1 "$pid"
for _ in $(seq 50); do
  kill "$held" 2>/dev/null && wait "$held" 2>/dev/null
  hold
  [ -s "$work/access.log" ] && break
  sleep 0.1
done
kill "$held"
check "after USR1 access lines go to a new file" "*end=complete*" "$(head -1 "$work/access.log")"
"$JAVA_HOME/bin/jcmd" "$pid" Thread.print >"$work/dump"
check "jcmd prints the threads" "*roulette-loop-0*" "$(cat "$work/dump")"
check "... and does not stop the proxy" 0 "$(kill -0 "$pid"; echo $?)"
stop TERM
check "TERM ends it well" 0 "$code"

echo "== a router that holds its network threads"
mkdir -p "$work/spin/example" "$work/spin-classes/META-INF/services"
cat >"$work/spin/example/SpinRouter.java" <<'JAVA'
package example;

import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;

public final class SpinRouter implements Router {
    public String name() {
        return "spin";
    }

    public boolean blocks() {
        return false;
    }

    public Decision route(Opening opening) {
        while (true) {
            Thread.onSpinWait();
        }
    }
}
JAVA
echo example.SpinRouter >"$work/spin-classes/META-INF/services/roulette.api.Router"
"$JAVA_HOME/bin/javac" -cp "${api[0]}" -d "$work/spin-classes" "$work/spin/example/SpinRouter.java"
"$JAVA_HOME/bin/jar" --create --file "$work/own/plugins/spin.jar" -C "$work/spin-classes" .
printf '[[listeners]]\nbind = "localhost:%s"\nrouter = "spin"\n' "$port" >"$conf"
start spin run -c "$conf"
curl -s -o /dev/null --max-time 3 "http://127.0.0.1:$port/"
check "it is named" "*is blocked by router spin*" "$(cat "$work/spin.err")"
kill -TERM "$pid"
for _ in $(seq 100); do grep -qs stopping "$work/spin.err" && break; sleep 0.1; done
kill -TERM "$pid"
for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
check "a second signal ends the process all the same" 1 "$(kill -0 "$pid" 2>/dev/null; echo $?)"
wait "$pid"
check "... and its exit code says that connections were cut" 1 "$?"
rm "$work/own/plugins/spin.jar"
