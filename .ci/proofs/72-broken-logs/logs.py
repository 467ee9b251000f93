"""logs.py ROULETTE FOLDER KIND: runs a proxy whose log is broken, and prints what became of it."""
import fcntl
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import threading
import time

roulette, work, kind = sys.argv[1:]
F_SETPIPE_SZ = 1031
access, err = f"{work}/broken-access.log", f"{work}/broken.err"
for path in (access, err):
    if os.path.lexists(path):
        os.remove(path)
with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
if kind.endswith("named pipe without reader"):
    os.mkfifo(access)
if kind == "access log on a full disk":
    access = "/dev/full"
file = f'file = "{access}"\nformat = "json"' if kind.startswith("access log") else ""
with open(f"{work}/broken.toml", "w") as conf:
    conf.write(f"""
[[listeners]]
bind = "127.0.0.1:{port}"
router = "fixed"
[routers.fixed]
target = "127.0.0.1:1"
[access-log]
{file}
""")
reader, heard, served = None, bytearray(), 0
if kind.startswith("pipe"):
    reader, writer = os.pipe()
    fcntl.fcntl(writer, F_SETPIPE_SZ, 4096)
    os.set_blocking(writer, "non-blocking" not in kind)
    if "closed" in kind:
        os.close(reader)
else:
    writer = os.open("/dev/full" if kind == "full disk" else err, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
proxy = subprocess.Popen([roulette, "run", "--debug", "-c", f"{work}/broken.toml"], stdin=subprocess.DEVNULL,
                         stdout=subprocess.DEVNULL, stderr=writer)
os.close(writer)


def serve(count):
    """Clients whose target can't be reached: some lines in the log for each, and one in the access log."""
    global served
    for _ in range(count):
        served += 1
        while True:
            assert proxy.poll() is None, "the proxy has ended"
            try:
                with socket.create_connection(("127.0.0.1", port), 60) as client:
                    client.sendall(b"x")
                    client.recv(1)
                break
            except ConnectionRefusedError:
                time.sleep(0.05)
            except (ConnectionResetError, BrokenPipeError):
                break


def listen():
    while part := os.read(reader, 2048):
        heard.extend(part)


def text(path=err):
    return heard.decode() if reader is not None else open(path).read()


def count_records(path):
    """The connections that a JSON log has, and those that it counts as dropped; every line must be an object."""
    return sum(json.loads(line).get("dropped", 1) for line in text(path).splitlines(True) if line.endswith("\n"))


def wait_for(what, path=err, action=lambda: None):
    deadline = time.monotonic() + 60
    while not (found := re.search(what, text(path))):
        assert time.monotonic() < deadline, "no " + what
        action()
        time.sleep(0.05)
    return found


serve(300)
if kind == "pipe that is non-blocking, and read":
    threading.Thread(target=listen, daemon=True).start()
    serve(100)
    end = time.monotonic() + 60
    while text().count("decision=forward") < 400:
        assert time.monotonic() < end, "only %d of 400 lines" % text().count("decision=forward")
        time.sleep(0.05)
    print("loses nothing,", end=" ")
if kind.endswith("file that may not grow"):
    path, said, end, part = err, r"roulette: (\d+) log lines were lost", "end=target-failed", 0
    if file:
        # A limit within the next line.
        path, said, end, part = access, r'"dropped":(\d+)', '"end":"target-failed"', 100
    wait_for(end, path)
    limits = resource.prlimit(proxy.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(proxy.pid, resource.RLIMIT_FSIZE, (os.path.getsize(path) + part, limits[1]))
    serve(20)
    if file:
        wait_for("can't be written: File too large")
    else:
        until = time.monotonic() + 2
        while time.monotonic() < until:
            serve(10)
    resource.prlimit(proxy.pid, resource.RLIMIT_FSIZE, limits)
    serve(1)
    assert int(wait_for(said, path)[1]) > 0
    # For a second after a failure, lines are still dropped.
    wait_for(f"(?s){said}.*{end}", path, lambda: serve(1))
    if file:
        deadline = time.monotonic() + 60
        while (counted := count_records(path)) != served:
            assert time.monotonic() < deadline, f"{counted} of {served} connections are written or counted"
            time.sleep(0.05)
    print("says what was lost and goes on,", end=" ")
proxy.send_signal(signal.SIGTERM)
start = time.monotonic()
try:
    code = proxy.wait(60)
    took = time.monotonic() - start
    # No connection is left, so nothing of the 30 s of draining is needed.
    print("ends in time" if took < 20 else f"ends after {took:.2f} s", code)
except subprocess.TimeoutExpired:
    proxy.kill()
    print("does not end")
