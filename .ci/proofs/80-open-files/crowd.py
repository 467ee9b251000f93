"""crowd.py PORT: 500 clients connect and ask first, and read only then; prints how many were served."""
import socket
import sys

clients = []
for _ in range(500):
    client = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 60)
    client.sendall(b"GET / HTTP/1.0\r\n\r\n")
    clients.append(client)
served = 0
for client in clients:
    text = b""
    while part := client.recv(65536):
        text += part
    served += b"served.txt" in text
    client.close()
print(served)
