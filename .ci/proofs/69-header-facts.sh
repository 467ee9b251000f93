# shellcheck shell=bash disable=SC2154,SC2034
echo "== rules on HTTP headers, cookies, and what HAProxy says in the PROXY protocol"
front=$(free_port)
middle=$(free_port)
direct=$(free_port)
certificate() { # name, common name, arguments...: makes a key and a certificate
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$2" \
    -keyout "$work/$1.key" -out "$work/$1.crt" "${@:3}" 2>/dev/null
  cat "$work/$1.crt" "$work/$1.key" >"$work/$1.pem"
}
certificate ca authority
certificate server shop.example -addext "subjectAltName=DNS:*.shop.example,DNS:other.example" \
  -CA "$work/ca.crt" -CAkey "$work/ca.key"
certificate alice alice -CA "$work/ca.crt" -CAkey "$work/ca.key"
certificate forged alice
cat >"$work/haproxy.cfg" <<END
defaults
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend front
  mode tcp
  bind 127.0.0.1:$front ssl crt $work/server.pem ca-file $work/ca.crt verify optional crt-ignore-err all ca-ignore-err all
  unique-id-format trace-%fp
  default_backend middle
backend middle
  mode tcp
  server roulette 127.0.0.1:$middle send-proxy-v2-ssl-cn proxy-v2-options authority,unique-id
END
for name in alice shop traced tenant canary endpoint rest; do
  declare "$name=$(free_port)"
  cat >>"$work/haproxy.cfg" <<END
frontend $name
  mode http
  bind 127.0.0.1:${!name}
  http-request return status 200 content-type text/plain string "server $name"
END
done
cat >"$conf" <<END
[[listeners]]
name = "proxied"
bind = "127.0.0.1:$middle"
router = "rules"
accept-proxy = ["127.0.0.0/8"]
[[listeners]]
name = "direct"
bind = "127.0.0.1:$direct"
router = "rules"
[routers.rules]
default = "127.0.0.1:$rest"
[[routers.rules.rule]]
name = "certificate"
proxy.ssl.verified = true
proxy.ssl.cn = ["alice", "bob"]
proxy.ssl.version = "TLSv1.3"
target = "127.0.0.1:$alice"
[[routers.rules.rule]]
name = "authority"
proxy.authority = "*.shop.example"
target = "127.0.0.1:$shop"
[[routers.rules.rule]]
name = "unique id"
proxy.unique-id = "trace-*"
peer = "127.0.0.1"
target = "127.0.0.1:{proxy.unique-id.1}"
[[routers.rules.rule]]
name = "endpoint"
proxy.tlv.0xEA = '~\x01(?<id>vpce)-.*'
client = "192.0.2.0/24"
target = "127.0.0.1:$endpoint"
[[routers.rules.rule]]
name = "tenant"
http.header.X-Tenant = "acme"
target = "127.0.0.1:$tenant"
[[routers.rules.rule]]
name = "canary"
http.cookie.canary = "1"
target = "127.0.0.1:$canary"
END
# The third rule takes the port of its target from the unique id.
sed -i "s/trace-%fp/trace-$traced/" "$work/haproxy.cfg"
haproxy -db -f "$work/haproxy.cfg" >"$work/haproxy.out" 2>&1 &
pids+=("$!")
accepts() { (exec 9<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; } # port
await accepts "$front"
start facts run -c "$conf"
by_tls() { # host, arguments...
  curl -sS --max-time 60 --cacert "$work/ca.crt" --resolve "$1:$front:127.0.0.1" "${@:2}" "https://$1:$front/" 2>&1
}
check "a client goes by the name in its certificate" "server alice" \
  "$(by_tls a.shop.example --cert "$work/alice.crt" --key "$work/alice.key")"
check "... unless HAProxy found it invalid: then by the host it asked HAProxy for" "server shop" \
  "$(by_tls a.shop.example --cert "$work/forged.crt" --key "$work/forged.key")"
check "a client without a certificate does, too" "server shop" "$(by_tls a.shop.example)"
check "another host goes by HAProxy's unique id, and a part of it" "server traced" "$(by_tls other.example)"
check "a TLV of any type is matched by its number" "server endpoint" \
  "$(python3 "$files/tlv.py" "$middle" 0xEA $'\x01vpce-08d2bf15')"
check "... and one that does not match is not" "server rest" "$(python3 "$files/tlv.py" "$middle" 0xEA 'vpce-08d2bf15')"
check "a host name with a line break counts as none" "server rest" \
  "$(python3 "$files/tlv.py" "$middle" 2 $'a.shop.example\n')"
get() { curl -s --max-time 60 "$@" "http://127.0.0.1:$direct/"; } # arguments...
check "a request goes by a header" "server tenant" "$(get -H 'x-tenant: acme')"
check "... which is one value if it is sent twice" "server rest" "$(get -H 'X-Tenant: acme' -H 'X-Tenant: other')"
check "a request goes by a cookie" "server canary" "$(get -b 'a=b; canary=1')"
check "... in quotes" "server canary" "$(get -b 'canary="1"')"
check "... sent twice" "server canary" "$(get -b 'canary=0; canary=1')"
check "... but not by another one" "server rest" "$(get -b 'xcanary=1; canary=0')"
stop TERM
check "TERM ends it well" 0 "$code"
check "the access lines say which rule it was" 6 \
  "$(grep -oE 'because="?(certificate|authority|unique id|endpoint|tenant|canary)' "$work/facts.err" | sort -u | wc -l | tr -d ' ')"
hex() { printf '%s' "$1" | od -An -tx1 | tr -d ' \n'; } # text
try() { # arguments...: what route prints for a request
  "$roulette" route -c "$conf" "$@" --text 'GET / HTTP/1.1\r\nHost: x\r\nX-Tenant: acme\r\nCookie: canary=0; canary=1\r\n\r\n' 2>&1
}
seen=$(try --listener proxied --tlv "2=$(hex A.shop.example)" --tlv "0xEA=1b$(hex '[2J')")
check "route shows the header's values" "*proxy.authority=a.shop.example*decision*forward 127.0.0.1:$shop*because*authority*" "$seen"
check "... escaped" "*proxy.tlv.234=\\\\u001b\[2J*" "$seen"
seen=$(try --listener direct)
check "route shows the headers and cookies that the rules read" "*http.header.x-tenant=acme*http.cookie.canary=0,1*" "$seen"
sed -i 's/^proxy.tlv.0xEA/proxy.tlv.256/' "$conf"
fails 78 "routers.rules.rule\[3\].proxy.tlv.256: unknown setting; known here: 0...255" check -c "$conf"
