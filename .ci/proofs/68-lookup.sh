# shellcheck shell=bash disable=SC2154,SC2034
echo "== lookups in a database"
port=$(free_port)
real=$(free_port)
database=$(free_port)
auto=$(free_port)
embedded=$home/data/routes
h2=("$home"/plugins/lookup/h2-*.jar)
secret=t0p-s3cret

# shellcheck source=.ci/lib/postgres.sh
source "$lib/postgres.sh"

named() { # name: starts a web server that says its name; sets $at to its port
  mkdir -p "$work/web/$1"
  echo "this is $1" >"$work/web/$1/index.html"
  serve_folder "$work/web/$1"
}
get() { # port, host: what the web server says, or the status
  curl -s --max-time 60 -H "Host: $2" -w '%{http_code}' "http://127.0.0.1:$1/" | tr '\n' ' '
}
gets() { # expected, port, host; sets $seen
  seen=$(get "$2" "$3")
  # shellcheck disable=SC2053 # the expected is a pattern
  [[ $seen == $1 ]]
}
soon() { # expected, port, host: the same, as soon as it is what is expected, or after a minute
  local seen
  await gets "$@"
  echo "$seen"
}
logged() { # text: whether the log has it, within a minute
  await grep -qF "$1" "$work/lookup.err" && echo yes
}
ports() { # the addresses on which Roulette listens
  ss -Hltnp | awk -v pid="pid=$pid," 'index($0, pid) { gsub(/[][]|::ffff:/, "", $4); print $4 }' | sort -u | tr '\n' ' '
}
shell() { # statement: it is run on the embedded database from another process
  "$JAVA_HOME/bin/java" -cp "${h2[0]}" org.h2.tools.Shell -url "jdbc:h2:file:$embedded;AUTO_SERVER=TRUE" \
    -user roulette -password "$secret" -sql "$1" 2>&1
}

named north
north=$at
named south
south=$at
cat >"$work/routes.sql" <<END
create table if not exists routes (host varchar primary key, target varchar not null);
merge into routes values ('a.example', '127.0.0.1:$north'), ('b.example', '127.0.0.1:$south'), ('bad.example', 'nowhere');
END
echo "$secret" >"$work/password"
chmod a+r "$work/password"
init_cluster lookup -A scram-sha-256 -U roulette --pwfile="$work/password"
cluster lookup "$database"
sql "$database" roulette postgres "create table targets (name text, net inet, host text, port integer);
  insert into targets values ('a.example', '127.0.0.0/8', '127.0.0.1', $north), ('b.example', '::/0', '127.0.0.1', $north)" \
  "password=$secret" >/dev/null
cat >"$conf" <<END
[[listeners]]
bind = "127.0.0.1:$port"
router = "lookup"
[[listeners]]
bind = "127.0.0.1:$real"
router = "real"
[routers.lookup]
url = "jdbc:h2:file:./$(basename "$home")/data/routes;AUTO_SERVER=TRUE;AUTO_SERVER_PORT=$auto"
init = "$work/routes.sql"
password = "$secret"
sql = "select target from routes where host = {host}"
cache-time = "1s"
timeout = "30s"
[routers.real]
use = "lookup"
url = "jdbc:postgresql://127.0.0.1:$database/postgres"
password-file = "$work/password"
sql = "select host, port from targets where net >>= {client.address} and name = {host}"
cache-time = "1s"
unknown-time = "0"
timeout = "3s"
stale = "1h"
outage-default = "127.0.0.1:$north"
END
start lookup run --debug -c "$conf"
check "a client goes where its row says" "this is north 200" "$(get "$port" a.example)"
check "... and another where his says" "this is south 200" "$(get "$port" B.example:80)"
check "without a row there is no such host" "*404" "$(get "$port" c.example)"
check "a row without a valid target is the server's fault" "*503" "$(get "$port" bad.example)"
check "what a client says is no SQL" "*4??" "$(get "$port" "' or '1'='1")"
check "the file can be used meanwhile, by a check" "*is good: 2 listeners, 2 routers" "$("$roulette" check --connect -c "$conf" 2>&1)"
check "... and to see what would become of a client" "*sql.host=a.example*answer=127.0.0.1:$north*forward 127.0.0.1:$north" \
  "$("$roulette" route -c "$conf" --listener "127.0.0.1:$port" --text 'GET / HTTP/1.1\r\nHost: a.example\r\n\r\n' 2>"$work/try.err")"
check "... and to change a row" "*Update count: 1*" "$(shell "update routes set target = '127.0.0.1:$south' where host = 'a.example'")"
check "a changed row is seen after its time" "this is south 200" "$(soon "this is south*" "$port" a.example)"
check "other machines can't, and no port is open but those that the configuration names" \
  "$(printf '127.0.0.1:%s\n' "$port" "$real" "$auto" | sort | tr '\n' ' ')" "$(ports)"

check "PostgreSQL: host and port, by name and network" "this is north 200" "$(get "$real" a.example)"
check "... another network is none of the client's" "*404" "$(get "$real" b.example)"
sql "$database" roulette postgres "update targets set port = $south" "password=$secret" >/dev/null
check "... a changed row is seen after its time" "this is south 200" "$(soon "this is south*" "$real" a.example)"
kill -INT "$server"
wait "$server"
sleep 1.1
for client in first second third; do
  check "the $client client of a cluster that is stopped is served" "this is south 200" "$(get "$real" a.example)"
done
check "... by what is remembered" yes "$(logged 'because="stale by ')"
check "... and who was never seen goes to the default for outages" "this is north 200" "$(get "$real" new.example)"
check "... because of the database" yes "$(logged "because=\"the database can't be queried: outage-default\"")"
check "... of which the log says what is wrong" yes \
  "$(logged "WARN lookup: the database can't be reached, retrying every 1 s: Connection to 127.0.0.1:$database refused")"
checked=$("$roulette" check --connect -c "$conf" 2>&1)
check "a check does not mind" "*is good*" "$checked"
check "... and says so" \
  "*conf.toml:*: routers.real.url: the database can't be opened: *refused*; the settings can't be tested*" "$checked"
check "the embedded database is asked as ever" "this is south 200" "$(get "$port" b.example)"
cluster lookup "$database"
sql "$database" roulette postgres "update targets set port = $north" "password=$secret" >/dev/null
check "a cluster that is back is asked again" "this is north 200" "$(soon "this is north*" "$real" a.example)"
check "... and the log says so" yes "$(logged "lookup: the database can be reached again")"
mapfile -t processes < <(echo "$server" && pgrep -P "$server")
kill -STOP "${processes[@]}"
check "a cluster that is silent: the first client waits, and goes to the default for outages" "this is north 200" \
  "$(get "$real" silent.example)"
before=$(date +%s%N)
for client in {1..50}; do get "$real" "h$client.example"; done >"$work/silent.out"
took=$((($(date +%s%N) - before) / 1000000))
check "... and so do 50 others" 50 "$(grep -o "this is north 200" "$work/silent.out" | wc -l | tr -d ' ')"
check "... who do not wait 3 s each" yes "$([ "$took" -lt 100000 ] && echo yes || echo "$took ms")"
kill -CONT "${processes[@]}"
check "a cluster that goes on is asked again" "*404" "$(soon "*404" "$real" c.example)"
check "the log has lines of Roulette only" 0 "$(grep -vcE '^(20[^ ]* (INFO|WARN|DEBUG|ERROR) |time=)|^roulette' "$work/lookup.err")"
"$roulette" check --connect --debug -c "$conf" >"$work/debug.out" 2>&1
stop TERM
check "TERM ends it well" 0 "$code"
check "the password is in no log" 0 "$(cat "$work/lookup.err" "$work/lookup.out" "$work/try.err" "$work/debug.out" | grep -c "$secret")"
check "what was changed is still there, and what the script sets is set again" "*answer=127.0.0.1:$north*" \
  "$("$roulette" route -c "$conf" --listener "127.0.0.1:$port" --text 'GET / HTTP/1.1\r\nHost: a.example\r\n\r\n' 2>&1)"

lookup() { # settings of the router
  printf '[[listeners]]\nbind = "localhost:%s"\nrouter = "lookup"\n[routers.lookup]\n%s\ntimeout = "30s"\n' "$port" "$1" >"$conf"
}
lookup 'sql = "select target from routes where host = {hots}"'
fails 78 "conf.toml:5:1: routers.lookup.sql: {hots} is not a fact; did you mean {host}?" check -c "$conf"
lookup 'url = "jdbc:mysql://localhost/x"
sql = "select 1"'
fails 78 "conf.toml:5:1: routers.lookup.url: no driver accepts it" check -c "$conf"
lookup "url = \"jdbc:postgresql://127.0.0.1:$database/postgres\"
password = \"wrong\"
sql = \"select 1\""
fails 78 "routers.lookup.user: the database can't be opened: FATAL: password authentication failed" check --connect -c "$conf"
lookup "url = \"jdbc:postgresql://127.0.0.1:$database/postgres\"
password = \"$secret\"
sql = \"select target from no_such_table where host = {host}\""
fails 78 "routers.lookup.sql: the database rejects it: ERROR: relation \"no_such_table\" does not exist" check --connect -c "$conf"
kill -INT "$server"
wait "$server"

echo "== lookups in a database: other users of the machine"
lookup 'sql = "select target from routes where host = {host}"
init = "'"$work/routes.sql"'"'
rm -rf "$(dirname "$embedded")"
check "a check is good without the database" "*is good*" "$("$roulette" check -c "$conf" 2>&1)"
check "... and makes no folder for it" no "$([ -e "$(dirname "$embedded")" ] && echo yes || echo no)"
start lookup run -c "$conf"
check "the embedded database opens no port" "127.0.0.1:$port " "$(ports)"
check "... and works" "this is south 200" "$(get "$port" b.example)"
check "a check while it is in use says so" "*the database can't be opened: *already in use*is good*" "$("$roulette" check --connect -c "$conf" 2>&1)"
stop TERM
lookup 'url = "jdbc:h2:file:./data/routes;AUTO_SERVER=TRUE"
password = "x"
sql = "select 1"'
fails 78 "routers.lookup.url: opens a port that has no number in the configuration" check -c "$conf"
lookup "url = \"jdbc:h2:file:./data/routes;AUTO_SERVER=TRUE;AUTO_SERVER_PORT=$auto\"
sql = \"select 1\""
fails 78 "routers.lookup.password: must be set" check -c "$conf"
echo "create user other password '$secret'; creat table x (y int)" >"$work/failing.sql"
lookup 'sql = "select 1"
init = "'"$work/failing.sql"'"'
fails 78 "routers.lookup.init: a statement of $work/failing.sql fails: syntax error" check --connect -c "$conf"
check "... without the text of the script" 0 "$("$roulette" check --connect --debug -c "$conf" 2>&1 | grep -c "$secret")"

if [ "$(id -u)" = 0 ]; then
  shared=$(mktemp -d)
  chmod 755 "$shared"
  install -m 644 "${h2[0]}" "$shared/h2.jar"
  data=$shared/data
  mkdir -m 755 "$data"
  attack() { # password: what nobody gets who wants to run a command as the user of the process that has the database open
    # shellcheck disable=SC2016 # for the other shell
    setpriv --reuid=nobody --regid=nogroup --clear-groups bash -c '
      server=$(sed -n "s/^server=//p" "$2/routes.lock.db" | tr -d "\\")
      id=$(sed -n "s/^id=//p" "$2/routes.lock.db")
      "$1" -cp "$3/h2.jar" org.h2.tools.Shell -url "jdbc:h2:tcp://${server:-localhost:$4}/${id:-$2/routes}" -user roulette \
        -password "$5" -sql "create alias own as '"'"'String own() throws Exception {
          return new String(Runtime.getRuntime().exec(\"id\").getInputStream().readAllBytes()); }'"'"'; call own()"' \
      attack "$JAVA_HOME/bin/java" "$data" "$shared" "$auto" "$1" 2>&1
  }
  mkfifo "$work/hold"
  "$JAVA_HOME/bin/java" -cp "$shared/h2.jar" org.h2.tools.Shell -user roulette -password "" \
    -url "jdbc:h2:file:$data/routes;AUTO_SERVER=TRUE;AUTO_SERVER_PORT=$auto" <"$work/hold" >"$work/hold.out" 2>&1 &
  holder=$!
  pids+=("$holder")
  exec 4>"$work/hold"
  await grep -qs server "$data/routes.lock.db"
  check "H2 alone, in a folder that others can enter: nobody runs a command as root" "*uid=0(root)*" "$(attack "")"
  exec 4>&-
  wait "$holder"

  safe="url = \"jdbc:h2:file:$data/routes;AUTO_SERVER=TRUE;AUTO_SERVER_PORT=$auto\"
password = \"$secret\"
init = \"$work/routes.sql\"
sql = \"select target from routes where host = {host}\""
  lookup "$safe"
  fails 78 "routers.lookup.url: the folder $data is open to other users (rwxr-xr-x)" run -c "$conf"
  chmod 700 "$data"
  chmod 666 "$data/routes.mv.db"
  fails 78 "routers.lookup.url: the file $data/routes.mv.db can be written by other users (rw-rw-rw-)" run -c "$conf"
  chmod 600 "$data/routes.mv.db"
  chown nobody "$data/routes.mv.db"
  fails 78 "routers.lookup.url: $data/routes.mv.db belongs to the user nobody" run -c "$conf"
  rm "$data"/*
  chown nobody "$data"
  fails 78 "routers.lookup.url: $data belongs to the user nobody" run -c "$conf"
  chown root "$data"
  chmod 777 "$shared"
  fails 78 "routers.lookup.url: the folder $shared, above the database, can be written by other users" run -c "$conf"
  chmod 755 "$shared"
  start lookup run -c "$conf"
  check "Roulette in a folder of its own is served from the database" "this is south 200" "$(get "$port" b.example)"
  check "... on no port but the named ones" "$(printf '127.0.0.1:%s\n' "$port" "$auto" | sort | tr '\n' ' ')" "$(ports)"
  check "... nobody can't read the key" "*Permission denied*" "$(attack "$secret")"
  check "... and runs no command" "!(*uid=0*)" "$(attack "$secret")"
  chmod 755 "$data"
  check "... nor with the key, but without the password" "*Wrong user name or password*" "$(attack "")"
  stop TERM
  rm -rf "$shared"
fi
