"""hold.py PORT: holds a connection open until TERM, and prints "held" as soon as the target has answered on it."""
import signal
import socket
import sys

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
with socket.create_connection(("127.0.0.1", int(sys.argv[1])), 60) as held:
    held.sendall(b"hello")
    held.recv(5, socket.MSG_WAITALL)
    print("held", flush=True)
    signal.sigwait({signal.SIGTERM})
