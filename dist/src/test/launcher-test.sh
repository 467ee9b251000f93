#!/bin/sh
# Checks bin/roulette of the installation that is named as the only argument.
#
# A copy of it runs with an environment of its own and with stand-ins for java. In the copy the usual places of a Java
# lie in a work folder, so that what is installed on this machine plays no part; the last checks alone start the
# launcher itself with a real Java.

# shellcheck disable=SC2016 # a $ in single quotes is there to see that nothing expands it

set -u

installation=$1
passed=0
failed=0

work=$(mktemp -d) && work=$(cd "$work" && pwd -P) || exit 1
trap 'rm -rf "$work"' EXIT
home="$work/a folder/roulette"
usual="$work/usual"
path="$work/path"

# check NAME EXPECTED ACTUAL
check() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
        printf 'ok      %s\n' "$1"
    else
        failed=$((failed + 1))
        printf 'FAILED  %s\n        expected: %s\n        but was:  %s\n' "$1" "$2" "$3"
    fi
}

# Puts a stand-in for java of version $2 into the folder $1. It says which it is, then each of its arguments.
java_in() {
    mkdir -p "$1/bin"
    cat >"$1/bin/java" <<'END'
#!/bin/sh
if [ "$*" = -version ]; then
    echo 'Picked up JAVA_TOOL_OPTIONS: -Dsome.version=8' >&2
    echo "openjdk version \"VERSION\" 2026-01-20" >&2
    exit 0
fi
echo "java: NAME"
echo "pid: $$"
for argument; do
    echo "<$argument>"
done
exit "${EXIT_CODE:-0}"
END
    sed "s|NAME|$1|; s|VERSION|$2|" "$1/bin/java" >"$1/bin/java.new"
    mv "$1/bin/java.new" "$1/bin/java"
    chmod +x "$1/bin/java"
    printf 'IMPLEMENTOR="Nobody"\nJAVA_RUNTIME_VERSION="8+1"\nJAVA_VERSION="%s"\nJAVA_VERSION_DATE="1999-01-01"\n' \
        "$2" >"$1/release"
}

# An installation in a folder with a blank in its name, and no Java anywhere.
reset() {
    rm -rf "${work:?}"/*
    mkdir -p "$home/bin" "$home/conf" "$home/lib" "$usual/opt" "$path"
    sed "s|/usr/lib/jvm/|$usual/jvm/|; s|/opt/|$usual/opt/|; s|/Library/|$usual/Library/|" \
        "$installation/bin/roulette" >"$home/bin/roulette"
    chmod +x "$home/bin/roulette"
    ln -s "$(command -v readlink)" "$path/readlink"
}

# launch [NAME=VALUE ...] COMMAND [ARGUMENT ...]: sets code, output and errors.
launch() {
    output=$(env -i PATH="$path" HOME="$work/user" "$@" 2>"$work/errors")
    code=$?
    errors=$(cat "$work/errors")
}

# Which stand-in the last launch has started.
started() {
    printf '%s\n' "$output" | sed -n "s|^java: $work/||p"
}

# The JVM's options of the last launch that come before those of the launcher, in one line.
options() {
    printf '%s\n' "$output" | sed -n '/^</p' | sed '/^<--add-opens=/,$d' | tr -d '\n'
}

# What comes after the main class in the last launch, in one line.
arguments() {
    printf '%s\n' "$output" | sed '1,/^<roulette.cli.Main>$/d' | tr -d '\n'
}

none='roulette: no Java 25 or newer found; install one, or set ROULETTE_JAVA_HOME to its folder'

# --- which Java

reset
launch "$home/bin/roulette" run
check 'no Java: one line that says what to do' "$none" "$errors"
check 'no Java: exit code 1' 1 "$code"

reset
java_in "$work/mine" 25.0.1
java_in "$work/old" 21.0.9
java_in "$usual/jvm/temurin-25" 25.0.1
launch ROULETTE_JAVA_HOME="$work/mine" JAVA_HOME="$usual/jvm/temurin-25" "$home/bin/roulette"
check 'ROULETTE_JAVA_HOME comes before JAVA_HOME' mine "$(started)"
launch ROULETTE_JAVA_HOME="$work/nowhere" JAVA_HOME="$work/mine" "$home/bin/roulette"
check 'ROULETTE_JAVA_HOME without a Java is an error' \
    "roulette: ROULETTE_JAVA_HOME is $work/nowhere, which is not the folder of a Java 25 or newer" "$errors"
check 'ROULETTE_JAVA_HOME without a Java: exit code 1' 1 "$code"
launch ROULETTE_JAVA_HOME="$work/old" "$home/bin/roulette"
check 'ROULETTE_JAVA_HOME with an old Java is an error' \
    "roulette: ROULETTE_JAVA_HOME is $work/old, which is not the folder of a Java 25 or newer" "$errors"
launch ROULETTE_JAVA_HOME= "$home/bin/roulette"
check 'an empty ROULETTE_JAVA_HOME is none' usual/jvm/temurin-25 "$(started)"
launch JAVA_HOME="$work/mine" "$home/bin/roulette"
check 'JAVA_HOME comes before the usual places' mine "$(started)"
launch JAVA_HOME="$work/old" "$home/bin/roulette"
check 'an old JAVA_HOME is passed over' usual/jvm/temurin-25 "$(started)"
check 'an old JAVA_HOME is passed over silently' '' "$errors"
launch JAVA_HOME="$work/nowhere" "$home/bin/roulette"
check 'a JAVA_HOME that is gone is passed over' usual/jvm/temurin-25 "$(started)"

reset
java_in "$home/runtime" 25.0.1
java_in "$work/mine" 25.0.1
java_in "$usual/jvm/temurin-25" 25.0.1
launch "$home/bin/roulette"
check 'the bundled Java comes before the usual places' 'a folder/roulette/runtime' "$(started)"
launch JAVA_HOME="$work/mine" "$home/bin/roulette"
check 'the bundled Java comes before JAVA_HOME' 'a folder/roulette/runtime' "$(started)"

launch ROULETTE_JAVA_HOME="$work/mine" "$home/bin/roulette"
check 'ROULETTE_JAVA_HOME comes before the bundled Java' mine "$(started)"

reset
java_in "$usual/jvm/a-8" 1.8.0_402
java_in "$usual/jvm/b-24" 24.0.2
java_in "$usual/jvm/c-26" 26
java_in "$usual/jvm/d-25" 25.0.1
java_in "$usual/opt/jdk-25" 25.0.1
java_in "$work/user/.sdkman/candidates/java/25" 25.0.1
java_in "$usual/Library/Java/JavaVirtualMachines/jdk-25/Contents/Home" 25.0.1
launch "$home/bin/roulette"
check 'the first that is new enough is taken' usual/jvm/c-26 "$(started)"
rm -r "$usual/jvm"
launch "$home/bin/roulette"
check '/opt is looked into' usual/opt/jdk-25 "$(started)"
rm -r "$usual/opt/jdk-25"
launch "$home/bin/roulette"
check 'SDKMAN is looked into' user/.sdkman/candidates/java/25 "$(started)"
rm -r "$work/user/.sdkman"
launch "$home/bin/roulette"
check '/Library is looked into' usual/Library/Java/JavaVirtualMachines/jdk-25/Contents/Home "$(started)"

reset
java_in "$usual/jvm/early" 27-ea
launch "$home/bin/roulette"
check 'an early-access version is understood' usual/jvm/early "$(started)"

reset
java_in "$usual/jvm/unasked" 17.0.2
printf 'JAVA_VERSION="25.0.1"' >"$usual/jvm/unasked/release"
launch "$home/bin/roulette"
check 'a Java with a release file is not asked for its version' usual/jvm/unasked "$(started)"

reset
java_in "$usual/jvm/bare" 25.0.1
rm "$usual/jvm/bare/release"
launch "$home/bin/roulette"
check 'a Java without a release file is asked for its version' usual/jvm/bare "$(started)"
java_in "$usual/jvm/bare" 17.0.2
rm "$usual/jvm/bare/release"
launch "$home/bin/roulette"
check 'an old Java without a release file is passed over' "$none" "$errors"

reset
java_in "$work/elsewhere" 25.0.1
ln -s ../elsewhere/bin/java "$path/java"
launch "$home/bin/roulette"
check 'the java on the PATH is the last to be taken' elsewhere "$(started)"
java_in "$work/elsewhere" 21.0.9
launch "$home/bin/roulette"
check 'an old java on the PATH is passed over' "$none" "$errors"

# --- a cache that was recorded here

reset
java_in "$usual/jvm/a-25" 25.0.1
launch "$home/bin/roulette"
check 'nothing recorded: no cache' '' "$(options)"
mkdir "$home/cache"
echo recorded >"$home/cache/roulette.aot"
launch "$home/bin/roulette"
check 'a recorded cache is taken, and Java says nothing of it' \
    "<-Xlog:aot*=off,cds*=off><-XX:AOTCache=$home/cache/roulette.aot>" "$(options)"
launch ROULETTE_OPTS=-XX:AOTCacheOutput=new "$home/bin/roulette"
check 'a new cache is recorded without the old one' '<-Xlog:aot*=off,cds*=off><-XX:AOTCacheOutput=new>' "$(options)"

# --- the cache of the bundled Java

if touch -d @1000000000 "$work/time" 2>/dev/null && stat -c %Y "$work/time" >"$work/errors" 2>&1; then
    reset
    java_in "$home/runtime" 25.0.1
    mkdir "$home/runtime/lib"
    for tool in stat touch cksum; do
        ln -s "$(command -v "$tool")" "$path/$tool"
    done
    echo cached >"$home/runtime/lib/roulette.aot"
    echo one >"$home/lib/a.jar"
    echo two >"$home/lib/b.jar"
    touch -d @1000000000 "$home/lib/a.jar" "$home/lib/b.jar"
    (echo 1000000000 && cd "$home/lib" && cksum ./*.jar | sed 's|\./||') >"$home/runtime/lib/roulette.jars"
    # What the last launch has taken of the cache and of lib/, in one line.
    taken() {
        printf '%s\n' "$output" | sed "s|$home|H|g" | sed -n '/AOTCache/p; /^<-cp>$/{n;p;}' | tr -d '\n'
    }
    all='<-XX:AOTCache=H/runtime/lib/roulette.aot><H/lib/a.jar:H/lib/b.jar>'
    launch "$home/bin/roulette"
    check 'jars as they were: the cache is taken' "$all" "$(taken)"
    check 'jars as they were: of the cache Java says nothing' '<-Xlog:aot*=off,cds*=off><-XX:AOTCache='"$home"'/runtime/lib/roulette.aot>' \
        "$(options)"
    touch "$home/lib/b.jar"
    launch "$home/bin/roulette"
    check 'a jar with another time: the cache is taken' "$all" "$(taken)"
    check 'a jar with another time: it is set again' 1000000000 "$(stat -c %Y "$home/lib/b.jar")"
    echo 12345 >"$home/lib/b.jar"
    touch -d @1000000000 "$home/lib/b.jar"
    launch "$home/bin/roulette"
    check 'another jar of the same time: no cache' '<H/lib/*>' "$(taken)"
    echo two >"$home/lib/b.jar"
    launch ROULETTE_OPTS=-Xshare:off "$home/bin/roulette"
    check 'another word on caches: it counts' '<H/lib/a.jar:H/lib/b.jar>' "$(taken)"
    echo three >"$home/lib/b.jar"
    launch "$home/bin/roulette"
    check 'another jar: no cache' '<H/lib/*>' "$(taken)"
    check 'another jar: no word of it' '' "$errors"
    mkdir "$home/cache"
    echo recorded >"$home/cache/roulette.aot"
    launch "$home/bin/roulette"
    check 'another jar: a cache that was recorded here is taken' '<-XX:AOTCache=H/cache/roulette.aot><H/lib/*>' "$(taken)"
    echo two >"$home/lib/b.jar"
    echo three >"$home/lib/c.jar"
    launch "$home/bin/roulette"
    check 'one more jar: the cache of the bundled Java is not taken' '<-XX:AOTCache=H/cache/roulette.aot><H/lib/*>' \
        "$(taken)"
    rm "$home/lib/c.jar"
    launch "$home/bin/roulette"
    check 'the cache of the bundled Java comes before a recorded one' "$all" "$(taken)"
    rm -r "$home/cache"
    java_in "$work/mine" 25.0.1
    launch ROULETTE_JAVA_HOME="$work/mine" "$home/bin/roulette"
    check 'another Java: no cache' '<H/lib/*>' "$(taken)"
fi

# --- where the installation is

reset
java_in "$usual/jvm/temurin-25" 25.0.1
launch "$home/bin/roulette" run
check 'the installation folder is handed on' "<-Droulette.home=$home>" \
    "$(printf '%s\n' "$output" | grep roulette.home)"
check 'the class path is lib/' "<$home/lib/*>" "$(printf '%s\n' "$output" | sed -n '/^<-cp>$/{n;p;}')"
mkdir "$work/links"
ln -s "$home/bin/roulette" "$work/links/absolute"
ln -s '../a folder/roulette/bin/roulette' "$work/links/relative"
ln -s relative "$work/links/twice"
ln -s "$work/a folder" "$work/links/folder"
for link in absolute relative twice folder/roulette/bin/roulette; do
    launch "$work/links/$link"
    check "the installation is found through the link $link" "<-Droulette.home=$home>" \
        "$(printf '%s\n' "$output" | grep roulette.home)"
done
cd "$home/bin" || exit 1
launch ./roulette
check 'the installation is found from its bin folder' "<-Droulette.home=$home>" \
    "$(printf '%s\n' "$output" | grep roulette.home)"
launch /bin/sh roulette
check 'the installation is found by a name without a slash' "<-Droulette.home=$home>" \
    "$(printf '%s\n' "$output" | grep roulette.home)"
cd "$work" || exit 1
launch CDPATH="$work" 'a folder/roulette/bin/roulette'
check 'CDPATH plays no part' "<-Droulette.home=$home>" "$(printf '%s\n' "$output" | grep roulette.home)"
cd / || exit 1
launch PATH="$home/bin:$path" roulette
check 'the installation is found on the PATH' "<-Droulette.home=$home>" \
    "$(printf '%s\n' "$output" | grep roulette.home)"
mv "$work/a folder" "$work/a:folder"
launch "$work/a:folder/roulette/bin/roulette"
check 'a folder with a colon, which no class path can hold, is an error' 1 "$code"

mv "$work/a:folder" "$work/a folder!"
launch "$work/a folder!/roulette/bin/roulette"
check 'a folder with an exclamation mark at its end, which no class path can hold, is an error' 1 "$code"

reset
java_in "$home/runtime" 25.0.1
java_in "$usual/jvm/temurin-25" 25.0.1
chmod -x "$home/runtime/bin/java"
launch "$home/bin/roulette"
check 'a bundled Java that may not be run is an error, and no reason to take another' \
    "roulette: $home/runtime/bin/java can't be run: it has lost its execute permission, or lies where nothing may be run" \
    "$errors"

# --- the locale

reset
java_in "$usual/jvm/temurin-25" 25.0.1
sed -i.before 's|^echo "pid: .*|echo "locale: ${LC_ALL:-}"|' "$usual/jvm/temurin-25/bin/java"
# The locale of the last launch that was changed; none where it was left alone.
locale_set() {
    printf '%s\n' "$output" | sed -n 's/^locale: //p'
}
launch "$home/bin/roulette"
check 'no locale: names are in UTF-8' C.UTF-8 "$(locale_set)"
launch LANG=POSIX "$home/bin/roulette"
check 'the locale POSIX: names are in UTF-8' C.UTF-8 "$(locale_set)"
launch LANG=C.UTF-8 "$home/bin/roulette"
check 'a locale with UTF-8 is left alone' '' "$(locale_set)"
printf '#!/bin/sh\necho ANSI_X3.4-1968\n' >"$path/locale"
chmod +x "$path/locale"
launch LANG=xx_YY.UTF-8 "$home/bin/roulette"
check 'a locale that is not installed: names are in UTF-8' C.UTF-8 "$(locale_set)"
printf '#!/bin/sh\necho ISO-8859-1\n' >"$path/locale"
launch LANG=xx_YY.ISO-8859-1 "$home/bin/roulette"
check 'a locale that is installed is left alone' '' "$(locale_set)"

# --- options and arguments

reset
java_in "$usual/jvm/temurin-25" 25.0.1
launch "$home/bin/roulette" run -c 'my file.toml' '' '*' '$HOME' 'a"b' --
check 'arguments arrive as they are' '<run><-c><my file.toml><><*><$HOME><a"b><-->' "$(arguments)"
launch "$home/bin/roulette"
check 'no arguments stay no arguments' '' "$(arguments)"
check 'without jvm.options there are no options' '' "$(options)"
check 'what the program relies on is there' \
    '<--add-opens=java.base/sun.nio.ch=ALL-UNNAMED><--add-opens=java.base/java.lang=ALL-UNNAMED><--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED><--enable-native-access=ALL-UNNAMED><-XX:+StartAttachListener><-Dsun.nio.ch.disableSynchronousRead=true>' \
    "$(printf '%s\n' "$output" | sed -n '/^<--add-opens/,/^<-Dsun/p' | tr -d '\n')"

printf '%s\n' '# -Xcomment' '' '   ' '-Xmx1g' '  # -Xindented.comment' '  -Xindented  ' \
    '-Dwith.blanks=a  b * $HOME "c" \d' '-Dwith.hash=a#b' >"$home/conf/jvm.options"
printf -- '-Dreturn=1\r\n\r\n-Dlast=1' >>"$home/conf/jvm.options"
launch "$home/bin/roulette"
check 'jvm.options: a line is an option; comments, empty lines and blanks around are none' \
    '<-Xmx1g><-Xindented><-Dwith.blanks=a  b * $HOME "c" \d><-Dwith.hash=a#b><-Dreturn=1><-Dlast=1>' "$(options)"
printf '%s\n' '-Xmx1g' >"$home/conf/jvm.options"
launch ROULETTE_OPTS=' -Xmx2g   -Da=1 /* ' "$home/bin/roulette"
check 'ROULETTE_OPTS comes after jvm.options, split at blanks, with nothing expanded' '<-Xmx1g><-Xmx2g><-Da=1></*>' \
    "$(options)"

# --- the process

launch EXIT_CODE=78 "$home/bin/roulette"
check "java's exit code is the launcher's" 78 "$code"
env -i PATH="$path" HOME="$work/user" "$home/bin/roulette" >"$work/output" &
pid=$!
wait "$pid"
check 'java takes the place of the launcher, so that signals reach it' "pid: $pid" "$(grep pid: "$work/output")"

# --- with a real Java

cd "$work" || exit 1
output=$(ROULETTE_OPTS=--version "$installation/bin/roulette" 2>"$work/errors")
code=$?
check 'a real Java takes every option that ships' 0 "$code"
check 'a real Java takes every option without a warning' '' "$(cat "$work/errors")"

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
