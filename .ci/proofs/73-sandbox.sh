# shellcheck shell=bash disable=SC2154,SC2034
echo "== a sandbox that refuses system calls"
cat >"$work/deny.py" <<'PY'
"""deny.py NAME,... COMMAND...: runs a command whose system calls of these names fail with EPERM, by seccomp."""
import ctypes, errno, os, platform, struct, sys
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
PY
cat >"$work/sandboxed" <<SH
#!/bin/sh
exec python3 "$work/deny.py" "\$DENIED" "$roulette" "\$@"
SH
chmod +x "$work/sandboxed"
sandboxed() { # calls, then a function and its arguments, which use Roulette
  local roulette=$work/sandboxed
  DENIED=$1 "${@:2}"
}
port=$(free_port)
cat >"$conf" <<TOML
[[listeners]]
bind = "127.0.0.1:$port"
router = "http-host"
[routers.http-host.hosts]
"a.example" = "127.0.0.1:1"
TOML
status() { curl -s --max-time 10 -o "$work/status.body" -w '%{http_code}' -H "Host: a.example" "http://127.0.0.1:$port"; }

sandboxed eventfd,eventfd2 start no-eventfd run -c "$conf"
check "without eventfd it serves" 503 "$(status)"
check "... with the JDK's channels, and says so" "*WARN eventfd can't be used (Operation not permitted), so the JDK's channels are used*" \
  "$(cat "$work/no-eventfd.err")"
stop QUIT
check "... and QUIT ends it well" 0 "$code"
# Nor do the JDK's channels work without it.
for call in epoll_create,epoll_create1 epoll_ctl epoll_wait,epoll_pwait; do
  sandboxed "$call" fails 1 "epoll can't be used (*); allow epoll_create1" run -c "$conf"
done
