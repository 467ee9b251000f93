"""ask.py hold|ask PORT COUNT: holds as many connections until a line comes, or asks as often, one after the other."""
import socket
import sys
import time


def ask(port):
    with socket.create_connection(("127.0.0.1", port), 60) as client:
        client.sendall(b"hello")
        print("asked", flush=True)
        if client.recv(5, socket.MSG_WAITALL) != b"hello":
            return "nothing"
        client.shutdown(socket.SHUT_WR)
        assert not client.recv(1)
        return "hello"


mode, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
if mode == "hold":
    clients = [socket.create_connection(("127.0.0.1", port), 60) for _ in range(count)]
    for client in clients:
        client.sendall(b"x")
    print("held", flush=True)
    sys.stdin.readline()
else:
    took, answers = [], set()
    for _ in range(count):
        began = time.monotonic()
        answers.add(ask(port))
        took.append(time.monotonic() - began)
    print(sorted(answers))
    took.sort()
    print(f"median {took[count // 2] * 1000:.1f} ms, p99 {took[count * 99 // 100] * 1000:.1f} ms")
