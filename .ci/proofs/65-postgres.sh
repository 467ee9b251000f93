# shellcheck shell=bash disable=SC2154,SC2034
echo "== PostgreSQL"
bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
[ -x "$bin/postgres" ] || bin=$(dirname "$(command -v postgres)")
clusters=$work/clusters
mkdir "$clusters"
as=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to be run by root
  as=(setpriv --reuid=postgres --regid=postgres --init-groups)
  chmod 711 "$work"
  chown postgres: "$clusters"
fi
first=$(free_port)
second=$(free_port)
closed=$(free_port)
port=$(free_port)
alone=$(free_port)
direct=$(free_port)
inside=$(free_port)

cluster() { # name, port, settings...: starts a cluster in the background; sets $server
  local name=$1 at=$2
  shift 2
  # What the proof leaves running by mistake ends by itself, so that the cluster can be stopped.
  "${as[@]}" "$bin/postgres" -D "$clusters/$name" -p "$at" -c listen_addresses=127.0.0.1 -c fsync=off \
    -c unix_socket_directories="$clusters" -c statement_timeout=20s "$@" >"$work/$name.out" 2>&1 </dev/null &
  server=$!
  pids+=("$server")
  for _ in $(seq 200); do
    "$bin/pg_isready" -q -h 127.0.0.1 -p "$at" && return
    sleep 0.1
  done
  cat "$work/$name.out"
}
sql() { # port, user, database, statement, further settings...: what psql says
  local at=$1 user=$2 database=$3 statement=$4
  shift 4
  PGCONNECT_TIMEOUT=10 "$bin/psql" -XAt -c "$statement" \
    "host=127.0.0.1 port=$at user=$user dbname=$database $*" 2>&1 </dev/null
}
cancel() { # port, further settings: a long statement there is interrupted, as by Ctrl-C; what psql said
  PGCONNECT_TIMEOUT=10 "$bin/psql" -XAt -c "select pg_sleep(60)" \
    "host=127.0.0.1 port=$1 user=owner dbname=orders ${2:-}" >"$work/cancel.out" 2>&1 </dev/null &
  local client=$!
  for _ in $(seq 100); do
    [ "$(sql "$first" owner orders "select count(*) from pg_stat_activity where query like 'select pg_sleep%'")" = 1 ] && break
    sleep 0.1
  done
  kill -INT "$client"
  wait "$client"
  cat "$work/cancel.out"
}

"${as[@]}" "$bin/initdb" -D "$clusters/first" -A trust -U owner --no-sync >"$work/initdb.out" 2>&1 || cat "$work/initdb.out"
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
one=$server
cluster second "$second"

# psql and its servers speak TLS from the first byte on since version 17 only, so openssl stands in for them.
openssl s_server -accept "127.0.0.1:$inside" -cert "$clusters/first/server.crt" -key "$clusters/first/server.key" \
  -alpn postgresql -www >"$work/inside.out" 2>&1 </dev/null &
inside_pid=$!
pids+=("$inside_pid")
for _ in $(seq 100); do
  grep -qs ACCEPT "$work/inside.out" && break
  sleep 0.1
done

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
  timeout 10 openssl s_client -connect "127.0.0.1:$1" -alpn postgresql 2>&1 </dev/null
}
check "TLS from the first byte on goes to the target for TLS" "*ALPN protocol: postgresql*" "$(begin_with_tls "$direct")"
check "... and is told by an alert where there is none" "*handshake failure*" "$(begin_with_tls "$port")"
check "an unknown database is refused" '*FATAL:  no server is configured for database "nowhere"*' \
  "$(sql "$port" owner nowhere "show port")"
check "... as by a server that is up" "*accepting connections*" "$("$bin/pg_isready" -h 127.0.0.1 -p "$port" -U owner -d nowhere)"

began=$SECONDS
check "Ctrl-C cancels a statement where there are several servers" "*canceling statement due to user request*" "$(cancel "$port")"
check "... and on the way of TLS" "*canceling statement due to user request*" "$(cancel "$alone" sslmode=require)"
check "... within seconds" 1 "$((SECONDS - began < 15))"
check "every server was told" 1 "$(grep -c 'because="cancel request, told 2 of 3 servers"' "$work/postgres.err")"

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
kill -INT "$one"
wait "$one"
kill "$inside_pid"
wait "$inside_pid" 2>/dev/null
printf '[[listeners]]\nbind = "127.0.0.1:%s"\nrouter = "postgres"\n[routers.postgres.databases]\norders = []\n' "$port" >"$conf"
fails 78 'bad.toml:5:1: routers.postgres.databases.orders: must name at least one server' check -c "$conf"
