# shellcheck shell=bash disable=SC2154,SC2034
echo "== PostgreSQL"
# shellcheck source=.ci/lib/postgres.sh
source "$lib/postgres.sh"
first=$(free_port)
second=$(free_port)
closed=$(free_port)
port=$(free_port)
alone=$(free_port)
direct=$(free_port)
inside=$(free_port)

sleeps() { [ "$(sql "$first" owner orders "select count(*) from pg_stat_activity where query like 'select pg_sleep%'")" = 1 ]; }
cancel() { # port, further settings: a long statement there is interrupted, as by Ctrl-C; what psql said
  PGCONNECT_TIMEOUT=60 "$bin/psql" -XAt -c "select pg_sleep(60)" \
    "host=127.0.0.1 port=$1 user=owner dbname=orders ${2:-}" >"$work/cancel.out" 2>&1 </dev/null &
  local client=$!
  await sleeps
  kill -INT "$client"
  wait "$client"
  cat "$work/cancel.out"
}

init_cluster first -A trust -U owner
"${as[@]}" openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost \
  -keyout "$clusters/first/server.key" -out "$clusters/first/server.crt" 2>"$work/openssl.out" || cat "$work/openssl.out"
cluster first "$first"
for statement in "create database orders" "create database stock" "create role guest login"; do
  sql "$first" owner postgres "$statement" >/dev/null
done
kill -INT "$server"
wait "$server"
"${as[@]}" cp -r "$clusters/first" "$clusters/second"
chmod 700 "$clusters/second"
cluster first "$first" -c ssl=on
cluster second "$second"

# psql and its servers speak TLS from the first byte on since version 17 only, so openssl stands in for them.
openssl s_server -accept "127.0.0.1:$inside" -cert "$clusters/first/server.crt" -key "$clusters/first/server.key" \
  -alpn postgresql -www >"$work/inside.out" 2>&1 </dev/null &
pids+=("$!")
await grep -qs ACCEPT "$work/inside.out"

cat >"$conf" <<END
[[listeners]]
bind = "127.0.0.1:$port"
router = "postgres"
[[listeners]]
bind = "127.0.0.1:$direct"
router = "direct"
[[listeners]]
bind = "127.0.0.1:$alone"
router = "alone"
[routers.postgres.databases]
orders = "127.0.0.1:$first"
stock = ["127.0.0.1:$closed", "127.0.0.1:$second"]
[routers.postgres.users]
guest = "127.0.0.1:$second"
[routers.direct]
use = "postgres"
default = "127.0.0.1:$first"
tls-target = "127.0.0.1:$inside"
[routers.alone]
use = "postgres"
default = "127.0.0.1:$first"
tls-target = "127.0.0.1:$first"
END
start postgres run -c "$conf"
for mode in disable prefer; do
  check "sslmode=$mode: a database goes to its cluster" "$first" "$(sql "$port" owner orders "show port" "sslmode=$mode")"
  check "... and another to its own, by the second of two targets" "$second" \
    "$(sql "$port" owner stock "show port" "sslmode=$mode")"
done
check "a user goes to his cluster" "$second" "$(sql "$port" guest postgres "show port")"
check "sslmode=require leaves by itself" "*server does not support SSL, but SSL was required*" \
  "$(sql "$port" owner orders "show port" sslmode=require)"
check "... unless there is a target for TLS" t \
  "$(sql "$alone" owner orders "select ssl from pg_stat_ssl where pid = pg_backend_pid()" sslmode=require)"
begin_with_tls() { # port: what openssl says of a connection with TLS from the first byte on
  timeout 60 openssl s_client -connect "127.0.0.1:$1" -alpn postgresql 2>&1 </dev/null
}
check "TLS from the first byte on goes to the target for TLS" "*ALPN protocol: postgresql*" "$(begin_with_tls "$direct")"
check "... and is told by an alert where there is none" "*handshake failure*" "$(begin_with_tls "$port")"
check "an unknown database is refused" '*FATAL:  no server is configured for database "nowhere"*' \
  "$(sql "$port" owner nowhere "show port")"
check "... as by a server that is up" "*accepting connections*" "$("$bin/pg_isready" -h 127.0.0.1 -p "$port" -U owner -d nowhere)"

check "Ctrl-C cancels a statement where there are several servers" "*canceling statement due to user request*" "$(cancel "$port")"
check "... and on the way of TLS" "*canceling statement due to user request*" "$(cancel "$alone" sslmode=require)"
check "every server was told" 1 "$(grep -c 'because="cancel request, processed by 2 of 3 servers"' "$work/postgres.err")"

kill -INT "$server"
wait "$server"
check "a cluster that is stopped can't be reached" \
  "*FATAL:  the server of database \"stock\" can't be reached: it refused the connection*" \
  "$(sql "$port" owner stock "show port")"
check "... which pg_isready takes for one that is not to be had" "*rejecting connections*" \
  "$("$bin/pg_isready" -h 127.0.0.1 -p "$port" -U owner -d stock)"
check "... and psql for one to try another instead" "$first" \
  "$(sql "$port" owner stock "show port" "host=127.0.0.1,127.0.0.1 port=$port,$first")"
check "the other cluster is served as ever" "$first" "$(sql "$port" owner orders "show port")"
stop TERM
check "TERM ends it well" 0 "$code"
printf '[[listeners]]\nbind = "127.0.0.1:%s"\nrouter = "postgres"\n[routers.postgres.databases]\norders = []\n' "$port" >"$conf"
fails 78 'conf.toml:5:1: routers.postgres.databases.orders: must have a target, such as "localhost:9999"' check -c "$conf"
