# shellcheck shell=bash disable=SC2154,SC2034
echo "== TLS by name, HTTP by host"
port=$(free_port)
http=$(free_port)
closed=$(free_port)
# shellcheck source=.ci/lib/nginx.sh
source "$lib/nginx.sh"
cat >"$conf" <<END
[[listeners]]
bind = "localhost:$port"
router = "sni"
[[listeners]]
bind = "localhost:$http"
router = "http-host"
[routers.sni.hosts]
"a.example" = "127.0.0.1:$tls_a"
"*.shop.example" = "127.0.0.1:$tls_b"
"down.example" = "127.0.0.1:$closed"
[routers.http-host.hosts]
"a.example" = "127.0.0.1:$plain"
"h2.example" = "127.0.0.1:$h2c"
"down.example" = "127.0.0.1:$closed"
END
start web run -c "$conf"
raw() { # what a client says, with escapes: the first line of what it hears
  exec 9<>"/dev/tcp/127.0.0.1/$http"
  printf '%b' "$1" >&9
  timeout 60 head -1 <&9
  exec 9>&-
}
check "TLS goes by its name, and speaks HTTP/2 end to end" "A for a.example by HTTP/2.0*0" "$(tls "$port" a.example)"
check "... HTTP/1.1 too" "A for a.example by HTTP/1.1*0" "$(tls "$port" a.example --http1.1)"
check "... TLS 1.2 too" "A for a.example*0" "$(tls "$port" a.example --tls-max 1.2)"
check "... by a wildcard" "B for tea.shop.example*0" "$(tls "$port" tea.shop.example)"
check "openssl s_client sees the target's certificate" "*CN = test*" \
  "$(timeout 60 openssl s_client -connect "localhost:$port" -servername a.example </dev/null 2>&1)"
check "an unknown name is told by an alert" "*unrecognized name*" \
  "$(timeout 60 openssl s_client -connect "localhost:$port" -servername b.example </dev/null 2>&1)"
check "... and so is a client without one" "*unrecognized name*" \
  "$(timeout 60 openssl s_client -connect "localhost:$port" -noservername </dev/null 2>&1)"
check "... and a target that is down" "*internal error*" \
  "$(timeout 60 openssl s_client -connect "localhost:$port" -servername down.example </dev/null 2>&1)"
check "HTTP/1.1 goes by its host" "plain for a.example/path by HTTP/1.1*200 0" "$(web "$http" a.example)"
check "HTTP/2 by prior knowledge, too" "h2c for h2.example/path by HTTP/2.0*200 0" \
  "$(web "$http" h2.example --http2-prior-knowledge)"
check "an unknown host is answered 421" "*not served here*421 0" "$(web "$http" b.example)"
check "... in HTTP/2, too" "*not served here*421 0" "$(web "$http" b.example --http2-prior-knowledge)"
check "a target that is down is 503" "*503 0" "$(web "$http" down.example)"
check "a request with two hosts is 400" "HTTP/1.1 400 *" "$(raw 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n')"
check "... and so is one with two blanks" "HTTP/1.1 400 *" "$(raw 'GET  / HTTP/1.1\r\nHost: a.example\r\n\r\n')"
check "a malformed request in HTTP/2 is answered on its stream" "*malformed*400 0" \
  "$(web "$http" a.example --http2-prior-knowledge --request-target '*')"
check "... and so is one whose head is too long" "*too large*431 0" \
  "$(web "$http" a.example --http2-prior-knowledge -H "X: $(printf '%040000d' 0)")"
check "the access line says which pattern it was" "*because=\"\\*.shop.example\"*" "$(grep shop "$work/web.err")"
stop TERM
check "TERM ends it well" 0 "$code"
