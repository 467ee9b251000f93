# shellcheck shell=bash disable=SC2154,SC2034
echo "== names that a name server does not answer, and addresses that do not"
names=$work/names
mkdir -p "$names"
# A mount namespace of its own gives Roulette, and nobody else, a name server that answers for two names only.
cat >"$names/roulette" <<SH
#!/bin/sh
exec unshare -m sh -c 'mount --bind "$names/resolv.conf" /etc/resolv.conf && exec "\$0" "\$@"' "$roulette" "\$@"
SH
chmod +x "$names/roulette"
echo "nameserver 127.0.0.153" >"$names/resolv.conf"
cat >"$names/servers.py" <<'PY'
import socket, struct, sys, threading

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
PY
python3 "$names/servers.py" "$names/asked" >"$names/ports" 2>"$names/servers.err" &
servers=$!
pids+=("$servers")
for _ in $(seq 100); do [ -s "$names/ports" ] && break; sleep 0.1; done
read -r good two <"$names/ports" || cat "$names/servers.err"
port=$(free_port)
other=$(free_port)
third=$(free_port)
cat >"$conf" <<TOML
[[listeners]]
bind = "127.0.0.1:$port"
router = "templates"
[[listeners]]
bind = "127.0.0.1:$other"
router = "good"
[[listeners]]
bind = "127.0.0.1:$third"
router = "two"
[routers.templates]
use = "rules"
[[routers.templates.rule]]
http.host = "*.example"
target = "{http.host.1}.shop.internal:80"
[routers.good]
use = "fixed"
target = "good.internal:$good"
[routers.two]
use = "fixed"
target = "two.internal:$two"
TOML
plain_roulette=$roulette
roulette=$names/roulette
start names run -c "$conf"
roulette=$plain_roulette
python3 - "$port" <<'PY'
import socket, struct, sys, time

clients = []
for number in range(400):
    client = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 20)
    client.sendall(b"GET / HTTP/1.1\r\nHost: n%d.example\r\n\r\n" % number)
    clients.append(client)
time.sleep(0.5)
for client in clients:
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
PY
check "with 400 names under way that are not answered, a name of the configuration is" served \
  "$(curl -s --max-time 10 "http://127.0.0.1:$other/")"
check "a client of such a name is answered after the connect timeout" "No server can be reached*" \
  "$(curl -s --max-time 20 -H 'Host: late.example' "http://127.0.0.1:$port/")"
check "a dead first address does not hide a living second one" served \
  "$(curl -s --max-time 10 "http://127.0.0.1:$third/")"
for _ in $(seq 100); do [ "$(grep -c 'end=client-left' "$work/names.err")" -ge 400 ] && break; sleep 0.1; done
stop TERM
check "TERM ends it well, whatever is still being looked up" 0 "$code"
check "the 400 were noticed to leave" 400 "$(grep -c 'end=client-left' "$work/names.err")"
check "... and most of their names were never looked up" yes \
  "$([ "$(sort -u "$names/asked" | grep -c '^n[0-9]*\.shop\.internal')" -le 32 ] && echo yes)"
check "the access line says what failed" 1 \
  "$(grep -c 'reason="last target: its name could not be looked up: resolve timed out"' "$work/names.err")"
kill "$servers"
wait "$servers" 2>/dev/null
