# shellcheck shell=bash disable=SC2154,SC2034
echo "== a router of one's own with the parsers, and its test"
sdk=$work/sdk
mkdir -p "$sdk/readme/example" "$sdk/readme/tests" "$sdk/classes/META-INF/services" "$home/plugins/by-host" "$sdk/web"
# The README's own router, with a test.
awk '/^```java$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$home/README.md" >"$sdk/readme/example/ByParity.java"
cat >"$sdk/readme/ByParityTest.java" <<'JAVA'
import roulette.testkit.RouterCheck;
import roulette.testkit.TestOpening;

public final class ByParityTest {
    public static void main(String[] args) {
        var check = RouterCheck.of(new example.ByParity()).on(TestOpening.empty().from("192.0.2.1", 50001));
        check.clientSends("GET / HTTP/1.1\r\n\r\n").forwardsTo("localhost:9998");
    }
}
JAVA
"$JAVA_HOME/bin/javac" -cp "$home/lib/*" -d "$sdk/readme/classes" "$sdk/readme/example/ByParity.java"
"$JAVA_HOME/bin/javac" -cp "$sdk/readme/classes:$home/sdk/*:$home/lib/*" -d "$sdk/readme/tests" "$sdk/readme/ByParityTest.java"
check "a test of the README's router compiles" 0 $?
"$JAVA_HOME/bin/java" -cp "$sdk/readme/tests:$sdk/readme/classes:$home/sdk/*:$home/lib/*" ByParityTest >"$sdk/out" 2>&1
check "... and passes" 0 $?
sed -i 's/9998/9999/' "$sdk/readme/ByParityTest.java"
"$JAVA_HOME/bin/javac" -cp "$sdk/readme/classes:$home/sdk/*:$home/lib/*" -d "$sdk/readme/tests" "$sdk/readme/ByParityTest.java"
check "... and says what it saw when it fails" "*AssertionError: expected: forwards to \[localhost:9999\]; all at once: *localhost:9998*" \
  "$("$JAVA_HOME/bin/java" -cp "$sdk/readme/tests:$sdk/readme/classes:$home/sdk/*:$home/lib/*" ByParityTest 2>&1)"
mkdir -p "$sdk/example"
cat >"$sdk/example/ByHost.java" <<'JAVA'
package example;

import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.Target;
import roulette.parsers.Reading;
import roulette.parsers.http.HttpRefusal;
import roulette.parsers.http.HttpRequest;

public final class ByHost implements Router {
    private Target target;

    public String name() {
        return "by-host";
    }

    public void configure(Settings settings) {
        target = settings.target("target");
    }

    public Decision route(Opening opening) {
        return switch (HttpRequest.read(opening.bytes())) {
            case Reading.Partial<HttpRequest> partial -> Decision.needMore();
            case Reading.NotThis<HttpRequest> not -> Decision.reject(HttpRefusal.of(not).bytes()).because(not.reason());
            case Reading.Facts<HttpRequest>(HttpRequest request, int length) ->
                request.host().equals("mine.example")
                        ? Decision.forward(target)
                        : Decision.reject(HttpRefusal.MISDIRECTED.to(opening.bytes()));
        };
    }

    public boolean blocks() {
        return false;
    }
}
JAVA
echo example.ByHost >"$sdk/classes/META-INF/services/roulette.api.Router"
parsers=("$home"/sdk/roulette-parsers-*[0-9].jar)
api=("$home"/lib/roulette-api-*.jar)
"$JAVA_HOME/bin/javac" -Xlint:all -Werror -cp "${api[0]}:${parsers[0]}" -d "$sdk/classes" "$sdk/example/ByHost.java"
check "a router with the parsers compiles, without a warning" 0 $?
echo Roulette-Api-Version: 0.1 >"$sdk/manifest"
"$JAVA_HOME/bin/jar" --create --file "$home/plugins/by-host/by-host.jar" --manifest "$sdk/manifest" -C "$sdk/classes" .
cp "${parsers[0]}" "$home/plugins/by-host/"
echo "from the web server" >"$sdk/web/file"
serve_folder "$sdk/web"
port=$(free_port)
printf '[[listeners]]\nbind = "localhost:%s"\nrouter = "by-host"\n[routers.by-host]\ntarget = "localhost:%s"\n' \
  "$port" "$at" >"$sdk/own.toml"
start sdk run -c "$sdk/own.toml"
check "it goes by the host" "from the web server" "$(curl -s --max-time 60 -H "Host: mine.example" "http://localhost:$port/file")"
check "... and refuses another one" "421" \
  "$(curl -s --max-time 60 -o /dev/null -w '%{http_code}' -H "Host: other.example" "http://localhost:$port/")"
stop TERM
