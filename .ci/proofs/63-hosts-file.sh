# shellcheck shell=bash disable=SC2154,SC2034
echo "== hosts from a file"
folder=$work/hosts
conf=$folder/roulette.toml
hosts=$folder/hosts.txt
mkdir -p "$folder/a" "$folder/b"
echo "from a" >"$folder/a/index.html"
echo "from b" >"$folder/b/index.html"
serve_folder "$folder/a"
a=$at
serve_folder "$folder/b"
b=$at
port=$(free_port)
ruled=$(free_port)
cat >"$conf" <<END
[[listeners]]
bind = "localhost:$port"
router = "http-host"
[[listeners]]
bind = "localhost:$ruled"
router = "rules"
[routers.http-host]
hosts-file = "hosts.txt"
hosts = { "table.example" = "localhost:$b" }
[[routers.rules.rule]]
hosts-file = "hosts.txt"
END
get() { # port, host: what comes back, or the status
  curl -s --max-time 60 -H "Host: $2" -o "$work/page" -w '%{http_code}' "http://localhost:$1/" >"$work/status"
  if [ "$(cat "$work/status")" = 200 ]; then cat "$work/page"; else cat "$work/status"; fi
}
is() { [ "$(get "$port" "$2")" = "$1" ]; } # expected, host
replace() { cat >"$hosts.new" && mv "$hosts.new" "$hosts"; }
said() { grep -c "$1" "$work/hosts.err"; }
has_said() { [ "$(said "$1")" = "$2" ]; }

check "check tells that there is no such file, for both routers" \
  "*routers.http-host.hosts-file: there is no file $hosts*there is no file $hosts*" "$("$roulette" check -c "$conf" 2>&1)"
printf 'a.example localhost:%s\nb.example\nTable.example localhost:1\n' "$a" >"$hosts"
check "check tells every mistake with its line" \
  "*routers.http-host.hosts-file: $hosts:2: \"b.example\" has no target*$hosts:3: \"Table.example\" is a duplicate*" \
  "$("$roulette" check -c "$conf" 2>&1)"
printf 'a.example localhost:%s # the first\r\n*.b.example localhost:1 localhost:%s' "$a" "$b" >"$hosts"
start hosts run -c "$conf"
check "a host of the file" "from a" "$(get "$port" a.example)"
check "... by a wildcard, its second target" "from b" "$(get "$port" x.B.example)"
check "... and one of the table beside it" "from b" "$(get "$port" table.example)"
check "... and another one" 421 "$(get "$port" c.example)"
check "a rule uses the file too" "from a" "$(get "$ruled" a.example)"
check "... and refuses others" 404 "$(get "$ruled" c.example)"
printf 'a.example localhost:%s\nc.example localhost:%s\n' "$b" "$b" | replace
await is "from b" c.example
check "a changed file is used without a restart" "from b" "$(get "$port" a.example)"
check "... instead of the old one" 421 "$(get "$port" x.b.example)"
await has_said "hosts.txt: [0-9]* hosts, read in [0-9]* ms" 2
check "... and logged by both routers" 2 "$(said "hosts.txt: [0-9]* hosts, read in [0-9]* ms")"
check "... with the count" 1 "$(said "hosts.txt: 3 hosts, read in")"
printf 'a.example localhost:%s\nd.example localhost:1\nd.example nowhere\n' "$a" | replace
await has_said "hosts.txt:3: .d.example. has a wrong target" 2
check "a mistake changes nothing" "from b" "$(get "$port" a.example)"
check "... not even the lines without one" 421 "$(get "$port" d.example)"
check "... and is one warning for each router" 2 "$(said "hosts from before stay")"
rm "$hosts"
await has_said "there is no file" 2
check "neither does a missing file" "from b" "$(get "$port" c.example)"
seq -f "host-%.0f.example localhost:$a" 300000 | replace
await is "from a" host-300000.example
check "300,000 hosts replace them" "from a" "$(get "$port" host-1.example)"
stop TERM
check "TERM ends it well" 0 "$code"

echo "== a configuration that is too large for the heap"
{
  printf '[[listeners]]\nbind = "localhost:%s"\nrouter = "sni"\n[routers.sni.hosts]\n' "$port"
  seq -f '"customer-%.0f.example" = "10.0.0.1:443"' 200000
} >"$folder/large.toml"
fails 78 "large.toml: makes the configuration larger than * KiB*hosts-file" check -c "$folder/large.toml"
