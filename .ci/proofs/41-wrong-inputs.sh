# shellcheck shell=bash disable=SC2154
echo "== wrong settings of routers, each with its message"
mkdir "$work/wrong"
# Blocks of a name behind ###, the file, a line =>, and the message.
awk -v to="$work/wrong" '
  /^### / { n = sprintf("%s/%03d", to, ++count); print substr($0, 5) >(n ".name"); part = n ".toml"; next }
  $0 == "=>" { part = n ".message"; next }
  { print >part }' "$files/inputs.txt"
for toml in "$work"/wrong/*.toml; do
  cp "$toml" "$work/wrong/r.toml"
  seen=$("$roulette" check -c "$work/wrong/r.toml" 2>&1)
  code=$?
  seen=${seen//"$work/wrong/"/}
  seen=${seen//"$home"/HOME}
  check "$(cat "${toml%.toml}.name")" "78 $(sed 's/^/roulette: /; s/[]*?[\\]/\\&/g' "${toml%.toml}.message")" "$code $seen"
done

echo "== what is accepted"
printf '[[listeners]]\nbind = "localhost:%s"\naccept-proxy = "10.0.0.0/8"\nrouter = "parity"\n' "$(free_port)" >"$conf"
check "one network without an array" "*conf.toml is good: 1 listener, 1 router" "$("$roulette" check -c "$conf" 2>/dev/null)"
port=$(free_port)
overlapping() { # share-port: two listeners of one port, one of them with all addresses
  for host in 0.0.0.0 127.0.0.1; do
    printf '[[listeners]]\nbind = "%s:%s"\nshare-port = %s\nrouter = "parity"\n' "$host" "$port" "$1"
  done >"$conf"
}
overlapping true
check "overlapping addresses of listeners that share their port" "*conf.toml is good: 2 listeners, 1 router" \
  "$("$roulette" check -c "$conf" 2>/dev/null)"
start shared run -c "$conf"
await grep -q "listening on 127.0.0.1:$port" "$work/shared.err"
check "... are opened" 2 "$(grep -c "listening on" "$work/shared.err")"
stop TERM
overlapping false
fails 78 "\"127.0.0.1:$port\" overlaps \"0.0.0.0:$port\"" run -c "$conf"

echo "== wrong commands"
check "a misspelt command" "roulette: Unmatched argument at index 0: 'chekc'; did you mean check? (see roulette --help)" \
  "$("$roulette" chekc 2>&1)"
check "a misspelt option" "roulette: Unknown option: '--conect'; did you mean --connect? (see roulette check --help)" \
  "$("$roulette" check --conect 2>&1)"
mkdir "$work/empty"
check "a plugin folder without routers" "roulette: no router is in $work/empty; put a router's jar there" \
  "$("$roulette" routers -p "$work/empty" 2>&1)"
seen=$("$roulette" routers 2>&1 >/dev/full)
check "a full disk ends with 1" 1 $?
check "... and is told" "roulette: standard output can't be written to" "$seen"
