# shellcheck shell=bash disable=SC2154,SC2034
echo "== TLS by name, HTTP by host"
port=$(free_port)
http=$(free_port)
tls_a=$(free_port)
tls_b=$(free_port)
plain=$(free_port)
h2c=$(free_port)
closed=$(free_port)
mkdir -p "$work/nginx"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test \
  -addext "subjectAltName=DNS:a.example,DNS:*.shop.example,DNS:down.example" \
  -keyout "$work/nginx/key.pem" -out "$work/nginx/cert.pem" 2>/dev/null
cat >"$work/nginx/nginx.conf" <<END
daemon off;
master_process off;
pid $work/nginx/pid;
error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path $work/nginx/body;
  proxy_temp_path $work/nginx/proxy;
  fastcgi_temp_path $work/nginx/fastcgi;
  uwsgi_temp_path $work/nginx/uwsgi;
  scgi_temp_path $work/nginx/scgi;
  ssl_certificate $work/nginx/cert.pem;
  ssl_certificate_key $work/nginx/key.pem;
  server { listen 127.0.0.1:$tls_a ssl http2; return 200 "A for \$ssl_server_name by \$server_protocol\n"; }
  server { listen 127.0.0.1:$tls_b ssl; return 200 "B for \$ssl_server_name by \$server_protocol\n"; }
  server { listen 127.0.0.1:$plain; return 200 "plain for \$host\$uri by \$server_protocol\n"; }
  server { listen 127.0.0.1:$h2c http2; return 200 "h2c for \$host\$uri by \$server_protocol\n"; }
}
END
nginx -e stderr -c "$work/nginx/nginx.conf" 2>"$work/nginx/err" &
nginx_pid=$!
pids+=("$nginx_pid")
for _ in $(seq 100); do
  curl -s -o /dev/null "http://127.0.0.1:$plain/" && break
  sleep 0.1
done
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
tls() { curl -s --max-time 10 --cacert "$work/nginx/cert.pem" --resolve "$1:$port:127.0.0.1" "${@:2}" "https://$1:$port/" 2>&1; echo "$?"; }
web() { curl -s --max-time 10 --resolve "$1:$http:127.0.0.1" -w '%{http_code} ' "${@:2}" "http://$1:$http/path"; echo "$?"; }
raw() { # what a client says, with escapes: the first line of what it hears
  exec 9<>"/dev/tcp/127.0.0.1/$http"
  printf '%b' "$1" >&9
  timeout 10 head -1 <&9
  exec 9>&-
}
check "TLS goes by its name, and speaks HTTP/2 end to end" "A for a.example by HTTP/2.0*0" "$(tls a.example)"
check "... HTTP/1.1 too" "A for a.example by HTTP/1.1*0" "$(tls a.example --http1.1)"
check "... TLS 1.2 too" "A for a.example*0" "$(tls a.example --tls-max 1.2)"
check "... by a wildcard" "B for tea.shop.example*0" "$(tls tea.shop.example)"
check "openssl s_client sees the target's certificate" "*CN = test*" \
  "$(openssl s_client -connect "localhost:$port" -servername a.example </dev/null 2>&1)"
check "an unknown name is told by an alert" "*unrecognized name*" \
  "$(openssl s_client -connect "localhost:$port" -servername b.example </dev/null 2>&1)"
check "... and so is a client without one" "*unrecognized name*" \
  "$(openssl s_client -connect "localhost:$port" -noservername </dev/null 2>&1)"
check "... and a target that is down" "*internal error*" \
  "$(openssl s_client -connect "localhost:$port" -servername down.example </dev/null 2>&1)"
check "HTTP/1.1 goes by its host" "plain for a.example/path by HTTP/1.1*200 0" "$(web a.example)"
check "HTTP/2 by prior knowledge, too" "h2c for h2.example/path by HTTP/2.0*200 0" \
  "$(web h2.example --http2-prior-knowledge)"
check "an unknown host is answered 421" "*not served here*421 0" "$(web b.example)"
check "... in HTTP/2, too" "*not served here*421 0" "$(web b.example --http2-prior-knowledge)"
check "a target that is down is 503" "*503 0" "$(web down.example)"
check "a request with two hosts is 400" "HTTP/1.1 400 *" "$(raw 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n')"
check "... and so is one with two blanks" "HTTP/1.1 400 *" "$(raw 'GET  / HTTP/1.1\r\nHost: a.example\r\n\r\n')"
check "a malformed request in HTTP/2 is answered on its stream" "*malformed*400 0" \
  "$(web a.example --http2-prior-knowledge --request-target '*')"
check "... and so is one whose head is too long" "*too large*431 0" \
  "$(web a.example --http2-prior-knowledge -H "X: $(printf '%040000d' 0)")"
check "the access line says which pattern it was" "*because=\"\\*.shop.example\"*" "$(grep shop "$work/web.err")"
stop TERM
check "TERM ends it well" 0 "$code"
kill "$nginx_pid"
wait "$nginx_pid" 2>/dev/null
