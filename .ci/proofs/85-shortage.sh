# shellcheck shell=bash disable=SC2154,SC2034
echo "== little memory for buffers"
shortage=$work/shortage
mkdir -p "$shortage"
port=$(free_port)
for size in 3 5 8 16; do
  coproc load { python3 "$files/load.py" "$port" 3 60 4; }
  # shellcheck disable=SC2154
  load_pid=$!
  read -r _ backend <&"${load[0]}"
  printf '[[listeners]]\nbind = "127.0.0.1:%s"\nrouter = "all"\n[routers.all]\nuse = "fixed"\ntarget = "127.0.0.1:%s"\n' \
    "$port" "$backend" >"$shortage/roulette.toml"
  ROULETTE_OPTS=-XX:MaxDirectMemorySize=${size}m start "shortage-$size" run -c "$shortage/roulette.toml"
  echo >&"${load[1]}"
  read -r said <&"${load[0]}"
  wait "$load_pid"
  check "with $size MB all 240 downloads are whole, and one afterwards" "{'whole': 240} then whole" "$said"
  check "... and a warning names the limit" "*limited by -XX:MaxDirectMemorySize=$((size << 20))*" \
    "$(cat "$work/shortage-$size.err")"
  stop TERM
  check "... and it ends with 0" 0 "$code"
done
