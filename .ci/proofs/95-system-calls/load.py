"""load.py LOAD PORT COUNT: makes a load on the proxy of a port; the loads are the functions below with a count."""
import socket
import ssl
import sys


def hello():
    said = ssl.MemoryBIO()
    tls = ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), said, server_hostname="a.example")
    try:
        tls.do_handshake()
    except ssl.SSLWantReadError:
        return said.read()


def hear(client, count):
    while count:
        part = client.recv(min(count, 1 << 20))
        assert part, "the proxy has ended the connection"
        count -= len(part)


def connect():
    client = socket.create_connection(("127.0.0.1", port), 60)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client.sendall(HELLO)
    hear(client, len(HELLO))
    return client


def end(*clients):
    for client in clients:
        client.shutdown(socket.SHUT_WR)
    for client in clients:
        assert not client.recv(1), "nothing was to come"
        client.close()


def connections(count):
    for _ in range(count):
        end(connect())


def trips(count):
    client = connect()
    for _ in range(count):
        client.sendall(bytes(100))
        hear(client, 100)
    end(client)


def download(count):
    client = connect()
    client.sendall(b"MiB %d" % count)
    hear(client, count << 20)
    end(client)


def crowd(count):
    """Connections that are not served, and end when a line comes."""
    clients = [socket.create_connection(("127.0.0.1", port), 60) for _ in range(count)]
    print("held", len(clients), flush=True)
    sys.stdin.readline()


def hold(count):
    """Connections that say nothing more until a line comes; then they end together."""
    clients = [connect() for _ in range(count)]
    print("held", flush=True)
    sys.stdin.readline()
    end(*clients)


HELLO = hello()
port = int(sys.argv[2])
loads = {"connections": connections, "trips": trips, "download": download, "crowd": crowd, "hold": hold}
loads[sys.argv[1]](int(sys.argv[3]))
