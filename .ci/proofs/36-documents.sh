# shellcheck shell=bash disable=SC2154,SC2034
echo "== what the documents show"
sample() { # document, language, number: that fenced block
  awk -v fence="\`\`\`$2" -v wanted="$3" '$0 == fence { number++; inside = number == wanted; next } /^```$/ { inside = 0 } inside' "$1"
}
for number in 1 2; do
  sample "$home/README.md" toml $number >"$conf"
  check "the README's configuration $number is right" "*is good: *" "$("$roulette" check -c "$conf" 2>&1)"
done
api=("$home"/lib/roulette-api-*.jar)

# The default compiler of Debian 12, and no newer one: its commands as the documents show them, which Roulette's own Java
# must not see.
old=(/usr/lib/jvm/*17*/bin)
check "the compiler is Java 17" "javac 17.*" "$("${old[0]}/javac" -version 2>&1)"
with_java_17() { # folder; runs the standard input there
  (cd "$1" && PATH=${old[0]}:$PATH sh -e)
}
sample "$home/README.md" java 1 >"$home/ByParity.java"
sample "$home/README.md" sh 2 >"$work/build"
check "the README's commands compile a router" "*javac*jar --create*routers*" "$(cat "$work/build")"
by_parity=$(with_java_17 "$home" <"$work/build" 2>"$work/build.err")
check "... with Java 17" 0 $?
check "... without a warning" "" "$(cat "$work/build.err")"
check "... and Roulette finds it" "*by-parity*" "$by_parity"
port=$(free_port)
printf '[[listeners]]\nbind = "127.0.0.1:%s"\nrouter = "by-parity"\n' "$port" >"$conf"
check "a configuration that selects it is right" "*is good: *" "$("$roulette" check -c "$conf" 2>&1)"
check "... and it decides" "*localhost:9999*" "$("$roulette" route -c "$conf" --client 192.0.2.1:50002 --text hello 2>&1)"
rm -rf "$home/plugins/by-parity.jar" "$home/classes" "$home/manifest" "$home/ByParity.java"

# Each file that docs/writing-routers.md shows, in the folder that it names there.
project=$work/project
awk -v folder="$project" '
  /^<!-- file: .* -->$/ { path = folder "/" $3; next }
  /^```/ && path != "" && !inside { inside = 1; parent = path; sub(/[^\/]*$/, "", parent); system("mkdir -p " parent); next }
  /^```$/ && inside { inside = 0; close(path); path = ""; next }
  inside { print > path }' "$home/docs/writing-routers.md"
"${old[0]}/javac" -Xlint:all -Werror -cp "${api[0]}" -d "$project/target/for17" \
  "$project/src/main/java/example/ByLine.java" "$project/src/main/java/example/FewestOpen.java"
check "the routers that need only the API compile with Java 17, without a warning" 0 $?
sample "$home/docs/writing-routers.md" sh 1 | sed "s:/opt/roulette:$home:g" >"$work/build"
by_line=$(with_java_17 "$project" <"$work/build" 2>"$work/build.err")
check "the commands for the first of them succeed" 0 $?
check "... without a warning" "" "$(cat "$work/build.err")"
check "... and Roulette finds it" "*by-line*" "$by_line"
rm -f "$home/plugins/by-line.jar"
"$JAVA_HOME/bin/javac" -Xlint:all -Werror -cp "$home/lib/*:$home/sdk/*" -d "$project/target/classes" \
  "$project"/src/main/java/example/*.java
check "all of them compile" 0 $?
"$JAVA_HOME/bin/javac" -cp "$project/target/classes:$home/sdk/*:$home/lib/*" -d "$project/target/tests" \
  "$project"/src/test/java/example/*.java
check "their test compiles" 0 $?
"$JAVA_HOME/bin/java" -cp "$project/target/tests:$project/target/classes:$home/sdk/*:$home/lib/*" example.RoutersTest >"$work/test" 2>&1
code=$?
check "... and passes" "0 *" "$code $(cat "$work/test")"
cp -r "$project/src/main/resources/META-INF" "$project/target/classes/"
sed -n 's:.*<\(Roulette-Api-Version\)>\(.*\)</.*:\1\: \2:p' "$project/pom.xml" >"$project/manifest"
mkdir "$home/plugins/example"
"$JAVA_HOME/bin/jar" --create --file "$home/plugins/example/routers.jar" --manifest "$project/manifest" \
  -C "$project/target/classes" .
cp "$home"/sdk/roulette-{match,parsers}-*[0-9].jar "$home/plugins/example/"
"$roulette" routers >"$work/routers" 2>&1
check "they are a plugin without a problem" 0 $?
check "... with three routers" "*by-line*by-service*fewest-open*" "$(tr '\n' ' ' <"$work/routers")"

mkdir "$work/web"
echo "from the web server" >"$work/web/file"
serve_folder "$work/web"
port=$(free_port)
sample "$home/docs/writing-routers.md" toml 1 | sed "s/localhost:8080/localhost:$port/; s/10.0.0.1:80/127.0.0.1:$at/" >"$conf"
start documents run -c "$conf"
check "the first of them forwards by the client's first line" "*200 OK*from the web server" \
  "$(printf 'backend blue\nGET /file HTTP/1.0\r\n\r\n' | say "$port")"
check "... and rejects another" "no such backend" "$(printf 'backend red\n' | say "$port")"
stop TERM
check "... whose access line has reason and label" "*because=\"unknown backend\"*red*" "$(grep unknown "$work/documents.err")"
