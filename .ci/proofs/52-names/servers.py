"""servers.py LOG: a name server that answers for two names only, and what listens where they lead.

Prints two ports: one that is served, and one that is dead on 127.0.0.1 but served on 127.0.0.3. The names that are
asked for are written to LOG.
"""
import socket
import struct
import sys
import threading

ADDRESSES = {"good.internal": ["127.0.0.1"], "two.internal": ["127.0.0.1", "127.0.0.3"]}
asked = open(sys.argv[1], "w", buffering=1)
dns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
dns.bind(("127.0.0.153", 53))


def answer():
    while True:
        query, client = dns.recvfrom(4096)
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1:at + 1 + query[at]].decode())
            at += 1 + query[at]
        name, (kind,) = ".".join(labels).lower(), struct.unpack("!H", query[at + 1:at + 3])
        asked.write(name + "\n")
        if name in ADDRESSES:
            found = ADDRESSES[name] if kind == 1 else []
            head = query[:2] + struct.pack("!HHHHH", 0x8180, 1, len(found), 0, 0)
            records = [b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 1, 4) + socket.inet_aton(a) for a in found]
            dns.sendto(head + query[12:at + 5] + b"".join(records), client)


def serve(server):
    while True:
        client = server.accept()[0]
        with client:
            client.recv(4096)
            client.sendall(b"HTTP/1.0 200 OK\r\n\r\nserved\n")


good = socket.create_server(("127.0.0.1", 0), backlog=1000)
# Nobody accepts here: with two in the backlog the kernel drops what else comes.
dead = socket.create_server(("127.0.0.1", 0), backlog=1)
fill = []
for _ in range(8):
    filler = socket.socket()
    filler.setblocking(False)
    filler.connect_ex(dead.getsockname())
    fill.append(filler)
living = socket.create_server(("127.0.0.3", dead.getsockname()[1]), backlog=1000)
for server in good, living:
    threading.Thread(target=serve, args=(server,), daemon=True).start()
print(good.getsockname()[1], dead.getsockname()[1], flush=True)
answer()
