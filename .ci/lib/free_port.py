"""free_port.py FILE: prints a port that nothing uses and that FILE, to which it is added, does not have yet.

It is below the range from which the system takes the ports of clients, so that none of them takes it meanwhile.
"""
import pathlib
import random
import socket
import sys

given = pathlib.Path(sys.argv[1])
while True:
    port = random.randrange(10000, 20000)
    try:
        with socket.socket() as server:
            server.bind(("", port))
    except OSError:
        continue
    if not given.exists() or str(port) not in given.read_text().split():
        break
with given.open("a") as file:
    print(port, file=file)
print(port)
