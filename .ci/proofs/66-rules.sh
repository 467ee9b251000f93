# shellcheck shell=bash disable=SC2154,SC2034
echo "== rules: one port for many protocols, with real clients and servers"
port=$(free_port)
ssh_port=$(free_port)
redis_port=$(free_port)
mqtt_a=$(free_port)
mqtt_b=$(free_port)
rules=$work/rules
mkdir -p "$rules"
# shellcheck source=.ci/lib/nginx.sh
source "$lib/nginx.sh"
ssh-keygen -q -t ed25519 -N '' -f "$rules/host"
ssh-keygen -q -t ed25519 -N '' -f "$rules/user"
cp "$rules/user.pub" "$rules/authorized"
mkdir -p /run/sshd 2>/dev/null
cat >"$rules/sshd.conf" <<END
ListenAddress 127.0.0.1:$ssh_port
HostKey $rules/host
AuthorizedKeysFile $rules/authorized
PidFile none
UsePAM no
StrictModes no
END
"$(command -v sshd)" -D -e -f "$rules/sshd.conf" 2>"$rules/sshd.err" &
pids+=("$!")
cat >"$rules/redis.conf" <<END
port $redis_port
bind 127.0.0.1
save ""
dir $rules
user alice on >secret ~* +@all
END
redis-server "$rules/redis.conf" >"$rules/redis.out" 2>&1 &
pids+=("$!")
for side in a b; do
  broker=mqtt_$side
  printf 'listener %s 127.0.0.1\nallow_anonymous true\npersistence false\n' "${!broker}" >"$rules/$side.conf"
  mosquitto -c "$rules/$side.conf" >"$rules/mosquitto-$side.out" 2>&1 &
  pids+=("$!")
done
# A server that speaks first, as those for mail do.
serve python3 "$files/greeter.py"
greeter=$at
accepts() { (exec 9<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; } # port
for port_of in "$ssh_port" "$redis_port" "$mqtt_a" "$mqtt_b"; do await accepts "$port_of"; done
cat >"$conf" <<END
[timeouts]
routing = "3s"
[[listeners]]
bind = "localhost:$port"
router = "rules"
[routers.rules]
silent = "127.0.0.1:$greeter"
[[routers.rules.rule]]
name = "new protocol"
sni = "a.example"
alpn = "h2"
target = "127.0.0.1:$tls_a"
[[routers.rules.rule]]
name = "old protocol"
sni = ["a.example", "*.shop.example"]
target = "127.0.0.1:$tls_b"
[[routers.rules.rule]]
name = "h2c"
http.version = "2"
target = "127.0.0.1:$h2c"
[[routers.rules.rule]]
name = "path"
http.path = "/secret/*"
reject = true
[[routers.rules.rule]]
name = "web"
http.host = "a.example"
target = "127.0.0.1:$plain"
[[routers.rules.rule]]
name = "shell"
protocol = "ssh"
target = "127.0.0.1:$ssh_port"
[[routers.rules.rule]]
name = "alice's"
redis.user = "alice"
target = "127.0.0.1:$redis_port"
[[routers.rules.rule]]
name = "sensors"
mqtt.client-id = "sensor-*"
target = "127.0.0.1:$mqtt_a"
[[routers.rules.rule]]
name = "other things"
protocol = "mqtt"
target = "127.0.0.1:$mqtt_b"
END
start rules run -c "$conf"
check "TLS with HTTP/2 goes by its name and ALPN" "A for a.example by HTTP/2.0*0" "$(tls "$port" a.example)"
check "... without, to another server" "B for a.example by HTTP/1.1*0" "$(tls "$port" a.example --http1.1)"
check "HTTP goes by its host, on the same port" "plain for a.example/path*200 0" "$(web "$port" a.example)"
check "... and HTTP/2 without TLS by its version" "h2c for a.example/path*200 0" \
  "$(web "$port" a.example --http2-prior-knowledge)"
check "a path is refused in the words of HTTP" "*403 0" \
  "$(curl -s --max-time 60 -w '%{http_code} ' -H 'Host: a.example' "http://localhost:$port/secret/x"; echo $?)"
shell() { ssh -p "$port" -i "$rules/user" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes \
  -o LogLevel=ERROR "$(id -un)@localhost" "$@" 2>&1; }
check "ssh gets in, on the same port" "through to 42" "$(shell "echo through to \$((6 * 7))")"
check "redis-cli goes by its user" "PONG" \
  "$(redis-cli -p "$port" --user alice --pass secret --no-auth-warning PING 2>&1)"
check "... and another one is refused in the words of Redis" "*ERR*" \
  "$(redis-cli -p "$port" --user bob --pass secret --no-auth-warning PING 2>&1)"
for broker in "$mqtt_a" "$mqtt_b"; do
  mosquitto_sub -p "$broker" -t proof -C 1 -W 60 >"$rules/$broker.heard" 2>&1 &
  pids+=("$!")
done
published() { # broker, arguments...: publishes again, since who comes too early is not heard
  mosquitto_pub -p "$port" -t proof "${@:2}" 2>&1
  [ -s "$rules/$1.heard" ]
}
await published "$mqtt_a" -i sensor-17 -m "of a sensor"
check "mosquitto_pub goes by its client id" "of a sensor" "$(cat "$rules/$mqtt_a.heard")"
await published "$mqtt_b" -i lamp -m "of a lamp" -V mqttv5
check "... and others to another broker" "of a lamp" "$(cat "$rules/$mqtt_b.heard")"
check "a client that waits to be greeted is, after the routing time" "220 greetings*" \
  "$(timeout 60 head -1 <"/dev/tcp/127.0.0.1/$port")"
check "what is none of these is closed" "" "$(printf 'QWERTZ\n' | say "$port")"
stop TERM
check "TERM ends it well" 0 "$code"
check "the access lines say which rule it was" "9" \
  "$(grep -oE 'because="?(new protocol|old protocol|h2c|path|web|shell|alice|sensors|other things)' "$work/rules.err" | sort -u | wc -l | tr -d ' ')"
cat >"$rules/all.toml" <<END
[[listeners]]
bind = "localhost:$port"
router = "rules"
[routers.rules]
default = "127.0.0.1:$greeter"
[[routers.rules.rule]]
protocol = ["tls", "http", "git", "ssh", "postgres", "redis", "mqtt", "rdp", "amqp", "xmpp", "minecraft"]
target = "127.0.0.1:1"
END
decision() { "$roulette" route -c "$rules/all.toml" "$@" 2>&1 | sed -n 's/^decision *//p'; }
for other in 410000000000000000000000dd07000000000000002c000000 6c000b000000120010000000 1300000064ffff002000000600395032303030; do
  check "MongoDB, X11 and 9P are not taken for Minecraft" "forward 127.0.0.1:$greeter" "$(decision --hex "$other")"
done
check "FTP is not taken for Redis" "forward 127.0.0.1:$greeter" "$(decision --text 'AUTH TLS\r\n')"
check "XML is not taken for XMPP" "forward 127.0.0.1:$greeter" "$(decision --text '<?xml version="1.0"?><Envelope/>')"
check "a ping of Minecraft 1.5 is decided at once" "forward 127.0.0.1:1" "$(decision --hex fe01)"
