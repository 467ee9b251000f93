"""captures.py FOLDER: writes captures of connections that begin with what hello.bin of the folder has."""
import struct
import sys

folder = sys.argv[1]
CLIENT, SERVER = bytes([10, 1, 2, 3]), bytes([10, 9, 9, 9])


def ethernet(source, destination, tcp):
    ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(tcp), 1, 0, 64, 6, 0, source, destination)
    return b"\2" * 12 + b"\x08\x00" + ip + tcp


def packet(port, flags, number, payload):
    tcp = struct.pack(">HHIIBBHHH", port, 1080, number, 0, 0x50, flags, 1024, 0, 0)
    return ethernet(CLIENT, SERVER, tcp + payload)


def answer(port, flags, number, acknowledged, payload=b""):
    tcp = struct.pack(">HHIIBBHHH", 1080, port, number, acknowledged, 0x50, flags, 1024, 0, 0)
    return ethernet(SERVER, CLIENT, tcp + payload)


def block(kind, body):
    body += b"\0" * (-len(body) % 4)
    return struct.pack(">II", kind, len(body) + 12) + body + struct.pack(">I", len(body) + 12)


def outer(protocol, content):
    return struct.pack(">IHBB", 0x60000000, len(content), protocol, 64) + bytes(32) + content


def gtp(content):
    return struct.pack(">HHHHBBHI", 2152, 2152, 16 + len(content), 0, 0x30, 0xFF, len(content), 7) + content


def write(name, content):
    with open(f"{folder}/{name}", "wb") as file:
        file.write(content)


def pcap(linktype, packets):
    head = struct.pack("<IHHIIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, linktype)
    return head + b"".join(struct.pack("<IIII", 0, 0, len(p), len(p)) + p for p in packets)


hello = open(folder + "/hello.bin", "rb").read()
packets = [
    packet(5000, 2, 99, b""), packet(5000, 16, 103, hello[3:]), packet(5000, 16, 100, hello[:3]),  # out of order
    packet(5001, 2, 99, b""), packet(5001, 17, 100, b"GET "),
    packet(5002, 16, 100, hello),  # began before
]
write("some.pcap", pcap(1, packets))
write("cut.pcap", pcap(1, packets)[:-1])
newer = block(0x0A0D0D0A, struct.pack(">IHHq", 0x1A2B3C4D, 1, 0, -1)) + block(1, struct.pack(">HHI", 1, 0, 0))
newer += b"".join(block(6, struct.pack(">IIIII", 0, 0, 0, len(p), len(p)) + p) for p in packets)
write("some.pcapng", newer)
retried = [packet(5000, 2, 99, b""), answer(5000, 20, 0, 100), packet(5000, 2, 99, b""), packet(5000, 16, 100, hello)]
write("retried.pcap", pcap(1, retried))
write("ppp.pcap", pcap(9, [b"\xff\x03\x00\x21" + p[14:] for p in packets]))
write("hdlc.pcap", pcap(104, [b"\x0f\x00\x08\x00" + p[14:] for p in packets]))
write("4in6.pcap", pcap(101, [outer(4, p[14:]) for p in packets]))
write("gtp.pcap", pcap(101, [outer(17, gtp(p[14:])) for p in packets]))
write("udp.pcap", pcap(101, [outer(17, b"\0" * 8)] * 3))
# The server's greeting has been acknowledged before the client speaks.
greeted = bytearray(packet(5000, 24, 100, hello))
greeted[42:46] = struct.pack(">I", 505)
greeting = [packet(5000, 2, 99, b""), answer(5000, 18, 499, 100), answer(5000, 24, 500, 100, b"hello"), bytes(greeted)]
write("greeted.pcap", pcap(1, greeting))
