# shellcheck shell=bash disable=SC2154,SC2034
echo "== PROXY protocol, with HAProxy before and behind"
for version in v1 v2; do
  front=$(free_port)
  middle=$(free_port)
  back=$(free_port)
  send=$([ $version = v1 ] && echo send-proxy || echo send-proxy-v2)
  cat >"$work/haproxy.cfg" <<END
defaults
  timeout connect 5s
  timeout client 10s
  timeout server 10s
listen front
  mode tcp
  bind 127.0.0.1:$front
  server roulette 127.0.0.1:$middle $send
frontend back
  mode http
  bind 127.0.0.1:$back accept-proxy
  http-request return status 200 content-type text/plain lf-string "you are %[src]:%[src_port]"
END
  cat >"$conf" <<END
[[listeners]]
bind = "127.0.0.1:$middle"
router = "fixed"
accept-proxy = ["127.0.0.0/8"]
send-proxy = "$version"
[routers.fixed]
target = "127.0.0.1:$back"
[access-log]
format = "json"
END
  haproxy -db -f "$work/haproxy.cfg" >"$work/haproxy.out" 2>&1 &
  balancer=$!
  pids+=("$balancer")
  start "proxy-$version" run -c "$conf"
  own=$(free_port)
  check "$version: the last server sees the first client" "you are 127.0.0.1:$own" \
    "$(curl -s --max-time 60 --local-port "$own" "http://127.0.0.1:$front/")"
  check "$version: a client that sends no header is turned away" "@(7|52|56)" \
    "$(curl -s -o /dev/null --max-time 60 "http://127.0.0.1:$middle/"; echo $?)"
  kill "$balancer"
  stop TERM
  check "TERM ends it well" 0 "$code"
  check "$version: its access line has both the client and the peer" \
    "*\"client\":\"127.0.0.1:$own\",\"peer\":\"127.0.0.1:*" "$(cat "$work/proxy-$version.err")"
done
