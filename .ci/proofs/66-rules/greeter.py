"""A server on a free port, which it prints: speaks first, as mail servers do."""
import socket

server = socket.create_server(("127.0.0.1", 0))
print("port", server.getsockname()[1], flush=True)
while True:
    with server.accept()[0] as client:
        client.sendall(b"220 greetings\r\n")
