"""load.py PORT MEGABYTES CLIENTS ROUNDS: many downloads at a time through the proxy of a port, from a server here.

Prints the server's port, waits for a line, and prints what became of the downloads. Each is a stream made of its own
number: a byte of another client, or a clean end before all has come, is a failure whatever the size of the memory.
"""
import collections
import socket
import sys
import threading

proxy, megabytes, clients, rounds = map(int, sys.argv[1:5])
size = megabytes << 20
seen, lock = collections.Counter(), threading.Lock()


def block(number):
    return b"%08d" % number * 8192


def serve(client):
    try:
        with client:
            number = int(client.recv(8, socket.MSG_WAITALL))
            for _ in range(size // len(block(number))):
                client.sendall(block(number))
            client.shutdown(socket.SHUT_WR)
            client.recv(1)
    except OSError:
        pass  # The client counts what it missed.


def backend(server):
    while True:
        threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()


def download(number):
    expected, got = block(number) * 2, 0
    try:
        with socket.create_connection(("127.0.0.1", proxy), 60) as client:
            client.settimeout(60)
            client.sendall(b"%08d" % number)
            while part := client.recv(65536):
                at = got % (len(expected) // 2)
                if expected[at:at + len(part)] != part:
                    return "foreign"
                got += len(part)
        return "whole" if got == size else "cut"
    except ConnectionResetError:
        return "reset"
    except OSError as e:
        return type(e).__name__


def count(number):
    how = download(number)
    with lock:
        seen[how] += 1


server = socket.create_server(("127.0.0.1", 0), backlog=1000)
threading.Thread(target=backend, args=(server,), daemon=True).start()
print("port", server.getsockname()[1], flush=True)
sys.stdin.readline()
for turn in range(rounds):
    crowd = [threading.Thread(target=count, args=(turn * clients + i,)) for i in range(clients)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
print(dict(seen), "then", download(99999999), flush=True)
