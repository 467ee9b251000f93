"""starved.py PORT: 20 clients of a proxy that may open no more files; prints how many were served in the end."""
import socket
import sys

clients = [socket.create_connection(("127.0.0.1", int(sys.argv[1])), 60) for _ in range(20)]
for client in clients:
    client.sendall(b"GET / HTTP/1.0\r\n\r\n")
print("connected", flush=True)
served = 0
for client in clients:
    text = b""
    try:
        while part := client.recv(65536):
            text += part
    except ConnectionResetError:
        pass
    served += b"served.txt" in text
print("served", served, flush=True)
