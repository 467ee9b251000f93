"""deny.py NAME,... COMMAND...: runs a command whose system calls of these names fail with EPERM, by seccomp."""
import ctypes
import errno
import os
import platform
import struct
import sys

NUMBERS = {
    "x86_64": {"eventfd": 284, "eventfd2": 290, "epoll_create": 213, "epoll_create1": 291, "epoll_ctl": 233,
               "epoll_wait": 232, "epoll_pwait": 281},
    "aarch64": {"eventfd2": 19, "epoll_create1": 20, "epoll_ctl": 21, "epoll_pwait": 22},
}[platform.machine()]
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, FAIL = 0x7FFF0000, 0x00050000 | errno.EPERM
numbers = [NUMBERS[name] for name in sys.argv[1].split(",") if name in NUMBERS]
# Loads the number of the call, and goes to the last step where it is one of these.
steps = [(LOAD, 0, 0, 0)]
steps += [(EQUAL, len(numbers) - i, 0, number) for i, number in enumerate(numbers)]
steps += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, FAIL)]
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
libc = ctypes.CDLL(None, use_errno=True)
for arguments in ((PR_SET_NO_NEW_PRIVS, 1, 0), (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(program))):
    if libc.prctl(arguments[0], *(ctypes.c_ulong(value) for value in (*arguments[1:], 0, 0))):
        sys.exit("prctl: " + os.strerror(ctypes.get_errno()))
os.execvp(sys.argv[2], sys.argv[2:])
