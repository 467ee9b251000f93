# shellcheck shell=bash disable=SC2154,SC2034
echo "== few open files, many clients"
port=$(free_port)
cat >"$conf" <<END
[[listeners]]
bind = "localhost:$port"
router = "fixed"
[routers.fixed]
target = "127.0.0.1:$backend"
[access-log]
enabled = false
END
old=$roulette
printf '#!/bin/sh\nulimit -n 200\nexec "%s" "$@"\n' "$old" >"$work/few"
chmod +x "$work/few"
roulette=$work/few
start few run -c "$conf"
served=$(python3 - "$port" <<'PY'
import socket, sys
clients = []
for _ in range(500):
    client = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 60)
    client.sendall(b"GET /example/ HTTP/1.0\r\n\r\n")
    clients.append(client)
served = 0
for client in clients:
    text = b""
    while part := client.recv(65536):
        text += part
    served += b"FirstByteRouter.java" in text
    client.close()
print(served)
PY
)
check "500 clients are served with 200 open files" 500 "$served"
before=$(awk '{print $14 + $15}' "/proc/$pid/stat")
sleep 1
check "... and then it rests" "[0-9]" "$(($(awk '{print $14 + $15}' "/proc/$pid/stat") - before))"
stop TERM
check "TERM ends it well" 0 "$code"
printf '[limits]\nconnections = 300\n' >>"$conf"
fails 78 "needs * open files, but this process may have 200" run -c "$conf"
roulette=$old
