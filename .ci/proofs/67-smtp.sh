# shellcheck shell=bash disable=SC2154,SC2034
echo "== SMTP with STARTTLS, by the example that is shipped, to Postfix"
smtp=$work/smtp
mkdir -p "$smtp/classes/META-INF/services" "$home/plugins/smtp" "$smtp/a" "$smtp/b"
parsers=("$home"/sdk/roulette-parsers-*[0-9].jar)
match=("$home"/sdk/roulette-match-*[0-9].jar)
api=("$home"/lib/roulette-api-*.jar)
"$JAVA_HOME/bin/javac" -Xlint:all -Werror -cp "${api[0]}:${parsers[0]}:${match[0]}" -d "$smtp/classes" \
  "$home/examples/smtp/SmtpRouter.java"
check "the example compiles, without a warning" 0 $?
echo example.SmtpRouter >"$smtp/classes/META-INF/services/roulette.api.Router"
echo Roulette-Api-Version: 0.1 >"$smtp/manifest"
"$JAVA_HOME/bin/jar" --create --file "$home/plugins/smtp/smtp.jar" --manifest "$smtp/manifest" -C "$smtp/classes" .
cp "${parsers[0]}" "${match[0]}" "$home/plugins/smtp/"

chmod 755 "$work" "$smtp"
postfix_server() { # name, port, further settings...: starts a Postfix of its own with a certificate for NAME.example
  local name=$1 at=$2 folder=$smtp/$1
  shift 2
  mkdir -p "$folder/config" "$folder/queue" "$folder/data"
  chown postfix: "$folder/data"
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$name.example" -addext "subjectAltName=DNS:$name.example" \
    -keyout "$folder/config/key.pem" -out "$folder/config/cert.pem" 2>/dev/null
  {
    printf '%s\n' "compatibility_level = 3.6" "queue_directory = $folder/queue" "data_directory = $folder/data" \
      "command_directory = /usr/sbin" "daemon_directory = /usr/lib/postfix/sbin" "mail_owner = postfix" \
      "setgid_group = postdrop" "inet_interfaces = 127.0.0.1" "inet_protocols = ipv4" "myhostname = $name.example" \
      "mydestination = $name.example" "mynetworks =" "local_recipient_maps =" "local_transport = discard:" \
      "alias_maps =" "smtpd_tls_cert_file = $folder/config/cert.pem" "smtpd_tls_key_file = $folder/config/key.pem" \
      "smtpd_tls_security_level = may" "maillog_file = $folder/log" "maillog_file_prefixes = $folder" "$@"
  } >"$folder/config/main.cf"
  cat >"$folder/config/master.cf" <<END
127.0.0.1:$at inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
END
  postfix -c "$folder/config" start >"$folder/out" 2>&1 || cat "$folder/out"
  await greets "$at" || cat "$folder/log"
}
greets() { printf 'QUIT\r\n' | say "$1" 2>/dev/null | grep -q '^220 '; }
at_a=$(free_port)
at_b=$(free_port)
without=$(free_port)
port=$(free_port)
postfix_server a "$at_a"
postfix_server b "$at_b"
postfix_server plain "$without" "smtpd_tls_security_level = none"

cat >"$conf" <<END
[[listeners]]
bind = "127.0.0.1:$port"
router = "smtp"
[routers.smtp]
name = "mail.example"
[routers.smtp.hosts]
"a.example" = "127.0.0.1:$at_a"
"b.example" = ["127.0.0.1:$without", "127.0.0.1:$at_b"]
END
start smtp run -c "$conf"

mail() { # host, more for swaks: what swaks says of a mail to that host through Roulette
  swaks --server 127.0.0.1 --port "$port" --timeout 60 --helo client.example --from me@client.example \
    --to "you@$1" --tls --tls-sni "$1" --tls-verify --tls-ca-path "$smtp/${1%%.*}/config/cert.pem" "${@:2}" 2>&1
}
seen=$(mail a.example)
check "a mail goes to the server that the client names" "*220 mail.example ESMTP*TLS started*250-a.example*250 2.0.0 Ok: queued*" "$seen"
seen=$(mail b.example)
check "... and to another one, after a server without STARTTLS" "*TLS started*250-b.example*250 2.0.0 Ok: queued*" "$seen"
seen=$(timeout 60 openssl s_client -starttls smtp -connect "127.0.0.1:$port" -servername a.example \
  -verify_hostname a.example -CAfile "$smtp/a/config/cert.pem" -verify_return_error 2>&1 </dev/null)
check "openssl sees the server's own certificate" "*subject=CN*a.example*Verification: OK*" "$seen"
seen=$(timeout 60 openssl s_client -starttls smtp -connect "127.0.0.1:$port" -servername nobody.example 2>&1 </dev/null)
check "a name that is nowhere is refused by an alert" "*unrecognized name*" "$seen"
seen=$(printf 'EHLO me\r\nMAIL FROM:<me@client.example>\r\nQUIT\r\n' | say "$port")
check "without TLS there is no mail" "*250 STARTTLS*530 *221 Bye*" "$seen"
seen=$(printf 'EHLO me\r\nSTARTTLS\r\nMAIL FROM:<me@client.example>\r\n' | say "$port")
check "what is sent behind STARTTLS is refused" "*501 *" "$seen"
check "the access log names the host and the servers" "*because=b.example*" "$(grep "127.0.0.1:$at_b" "$work/smtp.err")"
for name in a b plain; do postfix -c "$smtp/$name/config" stop >/dev/null 2>&1; done
stop TERM
check "TERM ends it well" 0 "$code"
