"""Sends a PROXY protocol header with one TLV and a request; prints the response: usage: tlv.py PORT TYPE TEXT."""
import socket
import struct
import sys

port, kind, text = int(sys.argv[1]), int(sys.argv[2], 0), sys.argv[3].encode("latin-1")
addresses = socket.inet_aton("192.0.2.7") + socket.inet_aton("192.0.2.8") + struct.pack("!HH", 50000, 443)
rest = addresses + struct.pack("!BH", kind, len(text)) + text
header = b"\r\n\r\n\0\r\nQUIT\n" + struct.pack("!BBH", 0x21, 0x11, len(rest)) + rest
with socket.create_connection(("127.0.0.1", port), 60) as connection:
    connection.settimeout(60)
    connection.sendall(header + b"GET / HTTP/1.0\r\nHost: other.example\r\n\r\n")
    response = b""
    while piece := connection.recv(4096):
        response += piece
print(response.decode("latin-1").rpartition("\r\n\r\n")[2].strip())
