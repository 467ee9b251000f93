"""leavers.py PORT: 400 clients ask for a name each, and leave without waiting for the answer."""
import socket
import struct
import sys
import time

clients = []
for number in range(400):
    client = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 60)
    client.sendall(b"GET / HTTP/1.1\r\nHost: n%d.example\r\n\r\n" % number)
    clients.append(client)
time.sleep(0.5)
for client in clients:
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
