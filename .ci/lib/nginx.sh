# shellcheck shell=bash disable=SC2154,SC2034
# Web servers by nginx, with TLS and without, and what asks for them through Roulette.
tls_a=$(free_port)
tls_b=$(free_port)
plain=$(free_port)
h2c=$(free_port)
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
pids+=($!)
await curl -s -o /dev/null "http://127.0.0.1:$plain/" || cat "$work/nginx/err"

tls() { # port, host, more for curl
  curl -s --max-time 60 --cacert "$work/nginx/cert.pem" --resolve "$2:$1:127.0.0.1" "${@:3}" "https://$2:$1/" 2>&1
  echo "$?"
}
web() { # port, host, more for curl
  curl -s --max-time 60 --resolve "$2:$1:127.0.0.1" -w '%{http_code} ' "${@:3}" "http://$2:$1/path"
  echo "$?"
}
