# shellcheck shell=bash disable=SC2154,SC2034
echo "== a sandbox that refuses system calls"
cat >"$work/sandboxed" <<SH
#!/bin/sh
exec python3 "$files/deny.py" "\$DENIED" "$roulette" "\$@"
SH
chmod +x "$work/sandboxed"
sandboxed() { # calls, then a function and its arguments, which use Roulette
  local roulette=$work/sandboxed
  DENIED=$1 "${@:2}"
}
port=$(free_port)
cat >"$conf" <<TOML
[[listeners]]
bind = "127.0.0.1:$port"
router = "http-host"
[routers.http-host.hosts]
"a.example" = "127.0.0.1:1"
TOML
status() { curl -s --max-time 60 -o "$work/status.body" -w '%{http_code}' -H "Host: a.example" "http://127.0.0.1:$port"; }

sandboxed eventfd,eventfd2 start no-eventfd run -c "$conf"
check "without eventfd it serves" 503 "$(status)"
check "... with the JDK's channels, and says so" "*WARN eventfd can't be used (Operation not permitted), so the JDK's channels are used*" \
  "$(cat "$work/no-eventfd.err")"
stop QUIT
check "... and QUIT ends it well" 0 "$code"
# Nor do the JDK's channels work without it.
for call in epoll_create,epoll_create1 epoll_ctl epoll_wait,epoll_pwait; do
  sandboxed "$call" fails 1 "epoll can't be used (*); allow epoll_create1" run -c "$conf"
done
