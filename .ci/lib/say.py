"""say.py PORT: sends the standard input to a server on this machine, and prints what comes until the server ends."""
import socket
import sys

with socket.create_connection(("127.0.0.1", int(sys.argv[1])), 60) as client:
    client.sendall(sys.stdin.buffer.read())
    while part := client.recv(65536):
        sys.stdout.buffer.write(part)
