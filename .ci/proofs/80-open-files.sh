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

sed -i '/limits/,$d' "$conf"
start starved run -c "$conf"
curl -s -o /dev/null "http://127.0.0.1:$port/"
open=$(find "/proc/$pid/fd" -mindepth 1 | wc -l)
prlimit --pid "$pid" --nofile="$open:"
python3 -u - "$port" <<'PY' >"$work/starved.clients" &
import socket, sys
clients = [socket.create_connection(("127.0.0.1", int(sys.argv[1])), 60) for _ in range(20)]
for client in clients:
    client.sendall(b"GET /example/ HTTP/1.0\r\n\r\n")
print("connected", flush=True)
served = 0
for client in clients:
    text = b""
    try:
        while part := client.recv(65536):
            text += part
    except ConnectionResetError:
        pass
    served += b"FirstByteRouter.java" in text
print("served", served, flush=True)
PY
clients=$!
pids+=("$clients")
for _ in $(seq 100); do grep -qs "can't accept" "$work/starved.err" && break; sleep 0.1; done
before=$(awk '{print $14 + $15}' "/proc/$pid/stat")
sleep 2
check "without a file left to open it does not spin" "@([0-9]|[1-4][0-9])" \
  "$(($(awk '{print $14 + $15}' "/proc/$pid/stat") - before))"
check "... and says so once a loop" "@(1|2)" "$(grep -c "can't accept" "$work/starved.err")"
prlimit --pid "$pid" --nofile=1000:
wait "$clients"
check "... and serves those who waited, or resets them" "*served [0-9]*" "$(tr '\n' ' ' <"$work/starved.clients")"
check "... and goes on" "*FirstByteRouter.java*" "$(curl -s "http://127.0.0.1:$port/example/")"
stop TERM
check "TERM ends it well" 0 "$code"
