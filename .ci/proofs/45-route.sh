# shellcheck shell=bash disable=SC2154,SC2034
echo "== trying a configuration without opening a port"
cat >"$work/route.toml" <<END
[[listeners]]
bind = "localhost:8080"
router = "parity"
[[listeners]]
bind = "localhost:1080"
name = "socks"
router = "socks"
[routers.socks]
allow = ["10.0.0.0/8:443"]
END
tried() { # arguments...: what roulette route prints, in one line, and its exit code
  local seen code
  seen=$("$roulette" route -c "$work/route.toml" "$@" 2>&1)
  code=$?
  echo "$(tr '\n' ';' <<<"$seen")$code"
}
web=(--listener localhost:8080)
socks=(--listener socks)

check "text, and who calls" \
  "listener   localhost:8080;client     10.1.2.3:5001;*router     parity;bytes      18 of 18 (decided after 1);decision   forward localhost:9998;*" \
  "$(tried "${web[@]}" --client 10.1.2.3:5001 --text 'GET / HTTP/1.1\r\n\r\n')"
check "hexadecimal digits, a reply on the way, and what the target gets" \
  '*bytes      13 of 13 (decided after 13);reply      "\\x05\\x00", 3 consumed, after 3;decision   forward 10.0.0.1:443;*' \
  "$(tried "${socks[@]}" --hex '05 01 00 05 01 00 01 0a:00:00:01 01bb')"
check "what is not allowed is rejected, with the protocol's words" '*decision   reject "\\x05\\x02*' \
  "$(tried "${socks[@]}" --hex '05 01 00 05 01 00 01 0b:00:00:01 01bb')"
printf '\x05\x01\x00\x05\x01\x00\x01\x0a\x00\x00\x01\x01\xbb' >"$work/hello.bin"
check "a file" "*decision   forward 10.0.0.1:443;*" "$(tried "${socks[@]}" --file "$work/hello.bin")"
check "... and the standard input" "*decision   forward 10.0.0.1:443;*" "$(tried "${socks[@]}" --file - <"$work/hello.bin")"
"$roulette" route -c "$work/route.toml" "${socks[@]}" --file "$work/hello.bin" >/dev/null
check "a decision ends with 0" 0 $?
"$roulette" route -c "$work/route.toml" "${socks[@]}" --hex 0501 >"$work/route.out"
check "no decision ends with 1" 1 $?
check "... and says what is lacking" "* (not decided);decision   none: the router wants more bytes;silent     reject;" \
  "$(tr '\n' ';' <"$work/route.out")"
check "... and what EOF would do" "*EOF from the client*" "$(tried "${socks[@]}" --hex 0501 --end)"
check "nothing is printed that a terminal obeys" 0 \
  "$("$roulette" route -c "$work/route.toml" "${socks[@]}" --text '\x04\x01\x01\xbb\x0a\0\0\x01\x1b]0;x\x07\0' | LC_ALL=C grep -c '[^ -~]')"

printf '[[listeners]]\nrouter = "sleeper"\n[timeouts]\nrouting = "2s"\n' >"$work/sleeper.toml"
install_router sleeper Sleeper <<'JAVA'
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;

public final class Sleeper implements Router {
    public String name() {
        return "sleeper";
    }

    public Decision route(Opening opening) throws Exception {
        if (opening.bytes().get(0) == '!') {
            throw new IllegalStateException("a mark");
        }
        Thread.sleep(Long.MAX_VALUE);
        return Decision.reject();
    }
}
JAVA
seen=$(timeout 60 "$roulette" route -c "$work/sleeper.toml" --text zzz)
check "a router that sleeps does not hang the command" 1 $?
check "... and is said to" "*none: the router failed: it did not answer within 2000 ms; it was interrupted" "$seen"
seen=$("$roulette" route -c "$work/sleeper.toml" --text '!')
check "a router that throws ends with 1" 1 $?
check "... and is said to" "*none: the router failed: it threw java.lang.IllegalStateException: a mark" "$seen"

python3 "$files/captures.py" "$work"
for capture in retried ppp hdlc 4in6 gtp; do
  check "$capture.pcap: the connection is found" "*10.1.2.3:5000 > 10.9.9.9:1080: forward 10.0.0.1:443*" \
    "$(tried "${socks[@]}" --pcap "$work/$capture.pcap" --oneline)"
done
check "a client that waited for the server would wait for ever" \
  "*decision   none: the router waits for the client's bytes, and the client waited for the server's;silent     reject;unasked    forward 10.0.0.1:443 (if*1 tried, 1 undecided;1" \
  "$(tried "${socks[@]}" --pcap "$work/greeted.pcap")"
check "one object of JSON for each connection" "10.1.2.3:5000 forward 10.0.0.1:443,10.1.2.3:5001 reject " \
  "$("$roulette" route -c "$work/route.toml" "${socks[@]}" --pcap "$work/some.pcap" --json 2>/dev/null | python3 -c '
import json, sys
print(",".join("%s %s %s" % (o["client"], o["decision"], " ".join(o.get("targets", []))) for o in map(json.loads, sys.stdin)))')"
check "a filter as tcpdump has it" "*1 tried*skipped    1 connection excluded by --port or --filter;*" \
  "$(tried "${socks[@]}" --pcap "$work/some.pcap" --filter 'tcp dst port 1080 and not (src port 5001 or net 192.0.2.0/24)')"
check "connections that began before the capture, on request" "*client     10.1.2.3:5002;*note       the connection began before*3 tried*" \
  "$(tried "${socks[@]}" --pcap "$work/some.pcap" --midway)"
fails 1 "udp.pcap: no connection was tried: skipped 3 packets without TCP (UDP 3)" \
  route -c "$work/route.toml" "${socks[@]}" --pcap "$work/udp.pcap"
check "an argument that begins with @ is no file" '*bytes      * of *' "$(tried "${web[@]}" --text "@$work/route.toml")"
if [ "$(id -u)" = 0 ]; then
  serve python3 "$lib/echo.py"
  port=$at
  tcpdump -i lo -U -w "$work/real.pcap" "tcp port $port" >"$work/tcpdump.out" 2>&1 &
  pid=$!
  await grep -q "listening on" "$work/tcpdump.out"
  say "$port" <"$work/hello.bin" >/dev/null &
  pids+=("$!")
  captured() { seen=$("$roulette" route -c "$work/route.toml" "${socks[@]}" --pcap "$work/real.pcap" --oneline 2>/dev/null); }
  await captured
  kill "$pid"
  wait "$pid"
  check "what tcpdump writes of a real connection" "127.0.0.1:* > 127.0.0.1:$port: forward 10.0.0.1:443" "$seen"
fi
for capture in some.pcap some.pcapng; do
  check "every connection of $capture is tried" \
    "*client     10.1.2.3:5000;local      10.9.9.9:1080;*decision   forward 10.0.0.1:443;*client     10.1.2.3:5001;*decision   reject;*capture    6 packets, 2 connections, 2 tried, 0 undecided;skipped    1 connection whose start was not captured;0" \
    "$(tried "${socks[@]}" --file "$work/$capture")"
done
check "a capture that is cut off is said to be, after what is there" "*2*forward 10.0.0.1:443*cut.pcap: offset * the file ends within a packet*" \
  "$("$roulette" route -c "$work/route.toml" "${socks[@]}" --pcap "$work/cut.pcap" 2>&1)"

fails 64 "has several listeners; choose one by --listener: localhost:8080, socks" route -c "$work/route.toml" --text x
fails 64 'is called "mail"; there are localhost:8080, socks' route -c "$work/route.toml" --listener mail --text x
fails 64 "--text=TEXT" route -c "$work/route.toml"
fails 64 "is no hexadecimal digit" route -c "$work/route.toml" --hex 5g
fails 64 "is no IP address with a port" route -c "$work/route.toml" --client me --text x
fails 64 "a capture has addresses and ends of its own" route -c "$work/route.toml" "${socks[@]}" --end --pcap "$work/some.pcap"
fails 78 "no-such.toml" route -c "$work/no-such.toml" --text x
fails 1 "there is no such file" route -c "$work/route.toml" "${socks[@]}" --file "$work/no-such.bin"
fails 1 "offset 0: it is neither pcap nor pcapng" route -c "$work/route.toml" "${socks[@]}" --pcap "$work/hello.bin"
