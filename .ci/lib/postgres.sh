# shellcheck shell=bash disable=SC2154,SC2034
# Clusters of PostgreSQL in $clusters, run by the user $as sets, since PostgreSQL refuses to be run by root.
bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
[ -x "$bin/postgres" ] || bin=$(dirname "$(command -v postgres)")
clusters=$work/clusters
mkdir "$clusters"
as=()
if [ "$(id -u)" = 0 ]; then
  as=(setpriv --reuid=postgres --regid=postgres --init-groups)
  chmod 711 "$work"
  chown postgres: "$clusters"
fi

init_cluster() { # name, options...: makes the files of a cluster
  "${as[@]}" "$bin/initdb" -D "$clusters/$1" --no-sync "${@:2}" >"$work/initdb.out" 2>&1 || cat "$work/initdb.out"
}
cluster() { # name, port, settings...: starts a cluster in the background; sets $server
  local name=$1 at=$2
  shift 2
  # A statement that a proof leaves running by mistake ends by itself, so that the cluster can be stopped.
  "${as[@]}" "$bin/postgres" -D "$clusters/$name" -p "$at" -c listen_addresses=127.0.0.1 -c fsync=off \
    -c unix_socket_directories="$clusters" -c statement_timeout=60s "$@" >"$work/$name.out" 2>&1 </dev/null &
  server=$!
  pids+=("$server")
  await "$bin/pg_isready" -q -h 127.0.0.1 -p "$at" || cat "$work/$name.out"
}
sql() { # port, user, database, statement, further settings...: what psql says
  local at=$1 user=$2 database=$3 statement=$4
  shift 4
  PGCONNECT_TIMEOUT=60 "$bin/psql" -XAt -c "$statement" \
    "host=127.0.0.1 port=$at user=$user dbname=$database $*" 2>&1 </dev/null
}
