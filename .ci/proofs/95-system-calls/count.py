"""count.py TRACE THREADS COUNT UNIT EXPECTED MARGIN: compares the system calls of a trace with those expected.

Calls of threads whose names begin with THREADS are counted. The trace is of COUNT connections or round trips, which are
called UNIT. EXPECTED has the calls of each ("read=2 write=2"), and MARGIN says how far from that a call may be, an
epoll_wait four times as far.
"""
import collections
import re
import sys

trace, threads, unit, expected = sys.argv[1], sys.argv[2], sys.argv[4], sys.argv[5]
units, margin = int(sys.argv[3]), float(sys.argv[6])
# What threads wait for each other with, and where the JVM gets its memory: none of it is the network's.
APART = {"futex", "restart_syscall", "sched_yield", "mmap", "munmap", "mprotect", "madvise", "rt_sigprocmask", "brk"}
# How often a loop waits depends on what has come meanwhile, and that on what else the machine does.
ROOM = {"epoll_wait": 4}
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
    if abs(is_ - was) > margin * ROOM.get(name, 1):
        more = "look at what calls it now" if is_ > was else "if that is meant, lower what is expected"
        print(f"{name} {is_:.2f} instead of {was:g} per {unit}: {more};", end=" ")
print("that is all")
