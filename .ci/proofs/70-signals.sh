# shellcheck shell=bash disable=SC2154,SC2034
echo "== signals and logs"
serve python3 "$lib/echo.py"
# A client that holds a connection open through the proxy, and ends by TERM.
hold() {
  : >"$work/held.out"
  python3 "$files/hold.py" "$port" >"$work/held.out" &
  held=$!
  pids+=("$held")
  await grep -qs held "$work/held.out"
}
port=$(free_port)
cat >"$conf" <<END
[[listeners]]
bind = "localhost:$port"
router = "fixed"
[routers.fixed]
target = "127.0.0.1:$at"
[timeouts]
drain = "1s"
[access-log]
file = "$work/access.log"
END
begin() {
  start "signals" run -c "$conf"
  hold
}
refused() { curl -s -o /dev/null --max-time 60 "http://127.0.0.1:$port/"; [ $? = 7 ]; }

begin
stop HUP
check "HUP ends it as TERM does, and says that a connection was cut" 1 "$code"
kill "$held"

begin
kill -TERM "$pid"
await refused
check "after TERM new connections are refused" 0 $?
wait "$pid"
check "... what is open after the drain time is cut, and the exit code says so" 1 "$?"
check "... and its access line says so" "*router=fixed decision=forward target=127.0.0.1:$at*up=5*end=cut*" \
  "$(cat "$work/access.log")"
kill "$held" 2>/dev/null

begin
kill -QUIT "$pid"
await refused
check "after QUIT new connections are refused" 0 $?
sleep 1.5
check "... and open ones are not cut" 0 "$(kill -0 "$pid"; echo $?)"
kill "$held"
wait "$pid"
check "... but finished" 0 "$?"

begin
kill -QUIT "$pid"
await refused
kill -TERM "$pid"
wait "$pid"
check "a second signal cuts what is left" 1 "$?"
kill "$held" 2>/dev/null

begin
mv "$work/access.log" "$work/access.log.1"
kill -USR1 "$pid"
written() { # ends the connection, so that it has a line, and begins another
  kill "$held" 2>/dev/null && wait "$held" 2>/dev/null
  hold
  [ -s "$work/access.log" ]
}
await written
kill "$held"
check "after USR1 access lines go to a new file" "*end=complete*" "$(head -1 "$work/access.log")"
"$JAVA_HOME/bin/jcmd" "$pid" Thread.print >"$work/dump"
check "jcmd prints the threads" "*roulette-loop-0*" "$(cat "$work/dump")"
check "... and does not stop the proxy" 0 "$(kill -0 "$pid"; echo $?)"
stop TERM
check "TERM ends it well" 0 "$code"

echo "== a router that holds its network threads"
install_router spin example.SpinRouter <<'JAVA'
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
printf '[[listeners]]\nbind = "localhost:%s"\nrouter = "spin"\n' "$port" >"$conf"
start spin run -c "$conf"
curl -s -o /dev/null --max-time 60 "http://127.0.0.1:$port/" &
pids+=("$!")
await grep -qs blocked "$work/spin.err"
check "it is named" "*is blocked by router spin*" "$(cat "$work/spin.err")"
kill -TERM "$pid"
await grep -qs stopping "$work/spin.err"
kill -TERM "$pid"
ended() { ! kill -0 "$pid" 2>/dev/null; }
await ended
check "a second signal ends the process all the same" 0 $?
wait "$pid"
check "... and its exit code says that connections were cut" 1 "$?"
