"""last_words.py QUICK EXITS: an open connection to QUICK, when the router of EXITS is called."""
import socket
import sys

quick, exits = map(int, sys.argv[1:])
with socket.create_connection(("127.0.0.1", quick), 60) as client:
    client.sendall(b"hello")
    client.recv(5, socket.MSG_WAITALL)
    with socket.create_connection(("127.0.0.1", exits), 60) as last:
        last.sendall(b"x")
        try:
            print(f"not reset, but {client.recv(1)}")
        except ConnectionResetError:
            print("reset")
