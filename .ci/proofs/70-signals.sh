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
# Of the addresses of localhost, Java takes the first.
local='@(127.0.0.1|\[::1\])'
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
check "HUP ends it as TERM does, and cutting a connection is no failure" 0 "$code"
check "... it names the signal, the open connections and the limit" \
  "*stopping: SIGHUP received, no new connections; 1 is open and may finish within timeouts.drain (1 s); a second signal cuts them*" \
  "$(cat "$work/signals.err")"
check "... and then how many were cut, and why" \
  "*stopped after SIGHUP: 1 connection was cut after timeouts.drain (1 s)*" "$(cat "$work/signals.err")"
check "the line at the start names address, listener and router" \
  "*listening on $local:$port (listener localhost:$port), router fixed*" "$(cat "$work/signals.err")"
kill "$held"

begin
kill -TERM "$pid"
await refused
check "after TERM new connections are refused" 0 $?
wait "$pid"
check "... what is open after the drain time is cut, which is no failure" 0 "$?"
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
check "... and this is said" "*stopped after SIGQUIT: every connection was finished*" "$(cat "$work/signals.err")"

begin
kill -QUIT "$pid"
await refused
kill -TERM "$pid"
wait "$pid"
check "a second signal cuts what is left" 0 "$?"
check "... and this is said" "*SIGTERM received while stopping; open connections that are cut: 1*stopped after SIGQUIT: 1 connection was cut by a second signal, SIGTERM*" \
  "$(cat "$work/signals.err")"
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
check "... and its exit code says that the network threads did not end" 1 "$?"
