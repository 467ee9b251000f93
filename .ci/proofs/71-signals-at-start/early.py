"""early.py ROULETTE CONF LOG SIGNAL LEAST MOST STEP: sends a signal after each number of milliseconds.

Prints what became of the processes, once for each outcome.
"""
import re
import signal
import subprocess
import sys
import time

roulette, conf, err, name, least, most, step = *sys.argv[1:5], *map(int, sys.argv[5:])


def ignored(pid):
    """The signals that a process ignores, a bit each."""
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"SigIgn:\s*(\w+)", status.read())[1], 16)


number, seen = getattr(signal, "SIG" + name), set()
for after in range(least, most + 1, step):
    with open(err, "w") as log:
        process = subprocess.Popen([roulette, "run", "-c", conf], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    # Until the launcher has run its first lines no program of ours is there to get a signal: USR1 is ignored by then.
    while not ignored(process.pid) & 1 << signal.SIGUSR1 - 1:
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
