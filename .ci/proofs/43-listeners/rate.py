"""Opens connections to a port, one after the other, for some seconds; prints how many were answered in that time.

usage: rate.py PORT SECONDS
"""

import socket
import sys
import time

port, seconds = int(sys.argv[1]), float(sys.argv[2])
end = time.monotonic() + seconds
answered = 0
while time.monotonic() < end:
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.settimeout(max(0.01, end - time.monotonic()))
        try:
            client.sendall(b"GET / HTTP/1.0\r\n\r\n")
            if client.recv(1):
                answered += 1
        except TimeoutError:
            pass
print(answered)
