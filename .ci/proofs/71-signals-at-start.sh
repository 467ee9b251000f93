# shellcheck shell=bash disable=SC2154,SC2034
echo "== signals while it starts"
port=$(free_port)
cat >"$conf" <<TOML
[[listeners]]
bind = "127.0.0.1:$port"
router = "fixed"
[routers.fixed]
target = "127.0.0.1:1"
[access-log]
file = "$work/access.log"
TOML
cat >"$work/early.py" <<'PY'
"""Sends a signal at each of many times after the start, and says what became of the process, once for each outcome."""
import signal, subprocess, sys, time
roulette, conf, err, name, least, most, step = *sys.argv[1:5], *map(int, sys.argv[5:])
number, seen = getattr(signal, "SIG" + name), set()
for after in range(least, most + 1, step):
    with open(err, "w") as log:
        process = subprocess.Popen([roulette, "run", "-c", conf], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    # Until the launcher has run its first lines no program of ours is there to get a signal: USR1 is ignored by then.
    while not int(open(f"/proc/{process.pid}/status").read().split("SigIgn:")[1].split()[0], 16) & 1 << signal.SIGUSR1 - 1:
        pass
    time.sleep(after / 1000)
    process.send_signal(number)
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        if name == "USR1" and "listening" in open(err).read():
            seen.add("runs")
            process.terminate()
            process.wait(60)
            break
        time.sleep(0.01)
    else:
        # 131 or 143: between launcher and program Java does what the system does.
        code = process.returncode
        well = code in (0, -number, 128 + number) and name != "USR1"
        seen.add("ended" if well else f"ended with {code} after {after} ms")
        process.kill()
print(*sorted(seen))
PY
early() { python3 "$work/early.py" "$roulette" "$conf" "$work/early.err" "$@"; }
check "USR1 never ends it" "runs" "$(early USR1 0 600 20)"
check "QUIT always ends it" "ended" "$(early QUIT 0 600 20)"
check "... and so does TERM" "ended" "$(early TERM 0 600 60)"

# A start that waits, here for its configuration.
mkfifo "$work/waits.toml"
for signal in TERM QUIT; do
  "$roulette" run -c "$work/waits.toml" 2>"$work/waits.err" </dev/null &
  pid=$!
  pids+=("$pid")
  # Once somebody reads from it, it waits for us.
  exec 4>"$work/waits.toml"
  kill "-$signal" "$pid"
  wait "$pid"
  check "$signal ends a start that waits" 0 "$?"
  check "... and this is said" "*stopped by $signal before it listened*" "$(cat "$work/waits.err")"
  exec 4>&-
done
