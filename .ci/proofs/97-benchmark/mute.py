"""mute.py PORT: accepts connections, and neither reads nor writes; prints "listening" first."""
import socket
import sys

server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
print("listening", flush=True)
clients = []
while True:
    clients.append(server.accept())
