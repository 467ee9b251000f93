# shellcheck shell=bash disable=SC2154,SC2034
echo "== what can be wrong"
conf=$work/bad.toml
# Two jars with a router of the same name.
for name in first-byte twin; do
  install_router "$name" FirstByteRouter <<'JAVA'
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;

public final class FirstByteRouter implements Router {
    public String name() {
        return "first-byte";
    }

    public Decision route(Opening opening) {
        return Decision.reject();
    }
}
JAVA
done
mv "$home/plugins/twin.jar" "$work/twin.jar"
write() { printf '[[listeners]]\nbind = "localhost:%s"\n%s\n' "$(free_port)" "$1" >"$conf"; }
fails 64 "Unknown option" run --no-such-option
fails 64 "Unmatched argument" frobnicate
fails 78 "no-such.toml" run -c "$work/no-such.toml"
write 'routr = "parity"'
check "an unknown key is named, with a suggestion" '*bad.toml:3:1: *did you mean "router"*' \
  "$("$roulette" check -c "$conf" 2>&1 >/dev/null | grep routr)"
write 'router = "parity"
name = 5'
fails 78 "bad.toml:4:" check -c "$conf"
write 'router = "no-such-router"'
fails 78 "no router is called \"no-such-router\"" run -c "$conf"
write 'router = "partiy"'
fails 78 "bad.toml:3:1: listener localhost:*: no router is called \"partiy\" in */plugins; did you mean \"parity\"?" check -c "$conf"
write 'router = "parity"
[routers.parity]
evn = "localhost:1"'
fails 78 "bad.toml:5:1: routers.parity.evn" check -c "$conf"
printf '[[listeners]]\nname = "web"\nbind = ":18443"\nrouter = "parity"\n[routers.parity]\neven = "127.0.0.1:18443"\n' >"$conf"
fails 78 "bad.toml:6:1: routers.parity.even: 127.0.0.1:18443 is the listener web of this configuration" check -c "$conf"
write 'router = "fixed"'
fails 78 "routers.fixed.target" check -c "$conf"
echo "this is no zip" >"$home/plugins/broken.jar"
write 'router = "parity"'
check "a broken jar is named" "*broken.jar*" "$("$roulette" check -c "$conf" 2>&1)"
check "... and the other routers work" "*bad.toml is good*" "$("$roulette" check -c "$conf" 2>/dev/null)"
cp "$work/twin.jar" "$home/plugins/"
check "two routers of one name are named, with both jars" "*first-byte.jar*twin.jar*" "$("$roulette" check -c "$conf" 2>&1 | grep twin)"
write 'router = "first-byte"'
fails 78 "twin.jar" run -c "$conf"
mv "$home/plugins/twin.jar" "$work/unchecked.jar"
printf 'Class-Path: ../../unchecked.jar\n' >"$work/manifest"
"$JAVA_HOME/bin/jar" --create --file "$home/plugins/twin.jar" --manifest "$work/manifest" -C "$work" manifest
check "a manifest that leads to a jar elsewhere is refused" "*twin.jar: the Class-Path of its manifest names $work/unchecked.jar*" \
  "$("$roulette" routers 2>&1)"
chmod o+w "$home/plugins"
check "a plugin folder that every user may write to is mentioned" "*plugins: every user may write to it*chmod go-w*" \
  "$("$roulette" routers 2>&1)"
chmod o-w "$home/plugins"
write 'router = "fixed"
[routers.fixed]
target = 12345678'
check "a value of the wrong type is not repeated" "*routers.fixed.target: must be a string such as * but is a number" \
  "$("$roulette" check -c "$conf" 2>&1)"
fails 78 "/dev/zero: makes the configuration larger than 1980 KiB" check -c /dev/zero
rm "$home/plugins/broken.jar" "$home/plugins/twin.jar"
remade() { # manifest: first-byte.jar with it; "" for none
  printf '%s\n' "$1" >"$work/manifest"
  "$JAVA_HOME/bin/jar" --create --file "$home/plugins/first-byte.jar" --manifest "$work/manifest" \
    -C "$work/first-byte.src/classes" .
}
write 'router = "first-byte"'
remade "Roulette-Api-Version: 0.1"
check "a plugin for this version gives no warning" "" "$("$roulette" check -c "$conf" 2>&1 >/dev/null)"
remade ""
versionless="roulette: warning: $home/plugins/first-byte.jar: its manifest *; add the line Roulette-Api-Version: 0.1"
check "without a version, check warns once and shows the line" "$versionless" "$("$roulette" check -c "$conf" 2>&1 >/dev/null)"
start versionless run -c "$conf"
check "... and so does run" "*first-byte.jar*add the line Roulette-Api-Version: 0.1" "$(grep manifest "$work/versionless.err")"
check "... once" 1 "$(grep -c manifest "$work/versionless.err")"
stop TERM
remade "Roulette-Api-Version: 0.2"
check "a plugin for a later version is told which Roulette to use" \
  "*first-byte.jar: was built for Roulette 0.2, and this is 0.1; use Roulette 0.2 or a later 0.x, or *" "$("$roulette" routers 2>&1)"
check "... and can't be selected" "*no router is called*" "$("$roulette" check -c "$conf" 2>&1)"
rm "$home/plugins/first-byte.jar"

if [ "$(id -u)" = 0 ] && [ "$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start)" -gt 80 ]; then
  chmod -R a+rX "$work"
  printf '[[listeners]]\nbind = "localhost:80"\nrouter = "parity"\n' >"$conf"
  chmod a+r "$conf"
  seen=$(setpriv --reuid=65534 --regid=65534 --clear-groups "$roulette" run -c "$conf" 2>&1)
  code=$?
  check "a port below 1024 without the right ends with 1" 1 "$code"
  check "... and says what to do" "*localhost:80 needs the right*" "$seen"
fi

echo "== a damaged installation"
cp -r "$home" "$work/damaged"
rm "$work/damaged"/lib/tomlj-*.jar
damaged=$("$work/damaged/bin/roulette" check 2>&1)
check "a missing jar ends with 1" 1 "$?"
check "... and is told" "roulette: a jar of $work/damaged/lib is missing, damaged*tomlj*" "$damaged"
rm -rf "$work/damaged"
