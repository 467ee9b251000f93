# shellcheck shell=bash disable=SC2154,SC2034
echo "== the benchmark: that it works, and not how fast"
bench=$home/bench/compare
results=$work/benchmark
scratch() { ls -d "${TMPDIR:-/tmp}"/roulette-benchmark* 2>/dev/null; }
before=$(scratch)
# Long enough for something to come through each proxy on a machine that is busy otherwise.
short=(--rounds 1 --seconds 2 --warm 2 --results "$results")

works=connections,exchange-64-32,exchange-16k-1000,download-4,upload-64,quiet-download,idle
tables=$("$bench" "${short[@]}" --idle 500 --works "$works" --proxies haproxy,nginx,roulette 2>"$work/bench.err")
check "it ends well" 0 "$?"
check "nobody was left out" "" "$(grep 'left out' "$work/bench.err")"
check "it tells the versions" "*HAProxy version*nginx/*roulette [0-9]*" "$(tr '\n' ' ' <"$work/bench.err")"
for proxy in haproxy nginx roulette; do
  check "$proxy has a row in each of the seven tables" 7 "$(grep -c "^| $proxy " <<<"$tables")"
done
check "the base costs 1.00 of itself" 6 "$(grep '^| haproxy ' <<<"$tables" | grep -cF '1.00 (1.00 to 1.00)')"
check "no operation failed" "" "$(grep -E '^\| (haproxy|nginx|roulette) .*\|' <<<"$tables" | head -18 | grep -vE '\| +0 \|$')"
check "a connection costs less than a second and more than nothing" "+([0-9.])" \
  "$(sed -n '/^new routed/,/^| roulette/p' <<<"$tables" | tail -1 | awk '{ if ($4 > 1 && $4 < 1000000) print $4 }')"
check "the tables are in a file, too" "*$(tail -1 <<<"$tables")" "$(cat "$results/tables.md")"
check "each round is in a file: 6 works, 3 proxies" 19 "$(wc -l <"$results/rounds.csv")"
check "an idle row for each start: 3 proxies" 4 "$(wc -l <"$results/idle.csv")"
check "the chart is well-formed, with 15 bars" "15" "$(python3 - "$results/chart.svg" <<'END'
import sys, xml.etree.ElementTree as tree
space = '{http://www.w3.org/2000/svg}'
print(sum(r.get('height') == '12' and r.get('y') != '36' for r in tree.parse(sys.argv[1]).iter(space + 'rect')))
END
)"

own="haproxy -db -f $home/bench/peers/haproxy.cfg"
tables=$("$bench" "${short[@]}" --works exchange-64-1 --peer "other=7100:$own" --proxies other,roulette 2>/dev/null)
check "files of an earlier comparison are gone" "chart.svg rounds.csv tables.md " \
  "$(find "$results" -type f -printf '%f\n' | sort | tr '\n' ' ')"
check "another proxy can be the base" "*CPU us each*to other*| other*1.00 (1.00 to 1.00)*" "$(tr '\n' ' ' <<<"$tables")"

tables=$("$bench" "${short[@]}" --works connections --peer "mute=7300:python3 $files/mute.py 7300" --proxies haproxy 2>"$work/bench.err")
check "a peer takes part whatever --proxies says" "*mute is left out of connections: nothing came through mute*" \
  "$(tr '\n' ' ' <"$work/bench.err")"
check "... and one that lets nothing through has no row" "1 0" \
  "$(grep -c '^| haproxy ' <<<"$tables") $(grep -c '^| mute ' <<<"$tables")"

python3 "$files/mute.py" 7100 >"$work/taken" &
taken=$!
await grep -q listening "$work/taken"
check "a port that is taken is named" "*port 7100, which haproxy needs*" "$("$bench" "${short[@]}" 2>&1)"
kill "$taken"
wait "$taken" 2>/dev/null

check "a folder that can't be written to is named before anything is measured" "*nothing can be written to /proc/x (*" \
  "$("$bench" --works connections --results /proc/x 2>&1)"
for wrong in "--proxy-cores x" "--load-core 1-" "--peer p=99999:true" "--peer haproxy=7301:true"; do
  # shellcheck disable=SC2086 # an option and its value
  check "$wrong is a mistake that is told in one line" "compare: --* [(]see compare --help[)]" "$("$bench" $wrong 2>&1)"
done
check "no rounds are none" "*--rounds is 1 or more*" "$("$bench" --rounds 0 2>&1)"
check "a work that isn't known is named, with those that are" "*nonsense is not a work; there are connections,*" \
  "$("$bench" --works nonsense 2>&1)"

: >"$work/bench.err"
"$bench" --works download-4 --warm 0.5 --seconds 60 --results "$results" >/dev/null 2>"$work/bench.err" &
pid=$!
await grep -q 'round 1' "$work/bench.err"
check "interrupted in a round" 0 "$(kill -INT "$pid"; echo $?)"
wait "$pid"
check "it leaves no process" "" "$(pgrep -g "$pid" -a)"
check "and no file" "$before" "$(scratch)"
