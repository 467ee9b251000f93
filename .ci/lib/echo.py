"""A server on a free port, which it prints: sends back what it receives, or "MiB N" bytes where that is asked for."""
import socket
import threading


def serve(client):
    with client:
        try:
            while received := client.recv(65536):
                if received.startswith(b"MiB "):
                    for _ in range(int(received[4:])):
                        client.sendall(bytes(1 << 20))
                else:
                    client.sendall(received)
        except ConnectionResetError:
            pass


server = socket.create_server(("127.0.0.1", 0), backlog=1000)
print("port", server.getsockname()[1], flush=True)
while True:
    threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
