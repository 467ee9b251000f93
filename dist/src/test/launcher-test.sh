#!/bin/sh
# Tests bin/roulette of the installation given as the only argument.
#
# A copy of it runs with its own environment and fake java programs. In the copy the usual places of a Java are in a
# work folder, so that what is installed on this machine has no effect; only the last checks start the launcher itself
# with a real Java.

# shellcheck disable=SC2016 # a $ in single quotes tests that nothing expands it

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

# Puts a fake java of version $2 into the folder $1. It prints its folder, then each of its arguments.
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

# Makes an installation in a folder with a blank in its name, and no Java anywhere.
reset() {
    rm -rf "${work:?}"/*
    mkdir -p "$home/bin" "$home/conf" "$home/lib" "$usual/opt" "$path"
    sed "s|/usr/lib/jvm/|$usual/jvm/|; s|/opt/|$usual/opt/|; s|/Library/|$usual/Library/|" \
        "$installation/bin/roulette" >"$home/bin/roulette"
    chmod +x "$home/bin/roulette"
    ln -s "$(command -v readlink)" "$path/readlink"
}

# launch [NAME=VALUE ...] COMMAND [ARGUMENT ...] sets code, output and errors.
launch() {
    output=$(env -i PATH="$path" HOME="$work/user" "$@" 2>"$work/errors")
    code=$?
    errors=$(cat "$work/errors")
}

# Prints the folder of the fake java that the last launch started.
started() {
    printf '%s\n' "$output" | sed -n "s|^java: $work/||p"
}

# Prints the JVM's options of the last launch before those of the launcher, in one line.
options() {
    printf '%s\n' "$output" | sed -n '/^</p' | sed '/^<--add-opens=/,$d' | tr -d '\n'
}

# Prints the arguments after the main class in the last launch, in one line.
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
check 'an empty ROULETTE_JAVA_HOME is ignored' usual/jvm/temurin-25 "$(started)"
launch JAVA_HOME="$work/mine" "$home/bin/roulette"
check 'JAVA_HOME comes before the usual places' mine "$(started)"
launch JAVA_HOME="$work/old" "$home/bin/roulette"
check 'an old JAVA_HOME is skipped' usual/jvm/temurin-25 "$(started)"
check 'an old JAVA_HOME is skipped silently' '' "$errors"
launch JAVA_HOME="$work/nowhere" "$home/bin/roulette"
check 'a JAVA_HOME that does not exist is skipped' usual/jvm/temurin-25 "$(started)"

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
check 'the first that is new enough is used' usual/jvm/c-26 "$(started)"
rm -r "$usual/jvm"
launch "$home/bin/roulette"
check '/opt is searched' usual/opt/jdk-25 "$(started)"
rm -r "$usual/opt/jdk-25"
launch "$home/bin/roulette"
check 'SDKMAN is searched' user/.sdkman/candidates/java/25 "$(started)"
rm -r "$work/user/.sdkman"
launch "$home/bin/roulette"
check '/Library is searched' usual/Library/Java/JavaVirtualMachines/jdk-25/Contents/Home "$(started)"

reset
java_in "$usual/jvm/early" 27-ea
launch "$home/bin/roulette"
check 'an early-access version is recognised' usual/jvm/early "$(started)"

reset
java_in "$usual/jvm/unasked" 17.0.2
printf 'JAVA_VERSION="25.0.1"' >"$usual/jvm/unasked/release"
launch "$home/bin/roulette"
check 'a Java with a release file is not run for its version' usual/jvm/unasked "$(started)"

reset
java_in "$usual/jvm/bare" 25.0.1
rm "$usual/jvm/bare/release"
launch "$home/bin/roulette"
check 'a Java without a release file is run for its version' usual/jvm/bare "$(started)"
java_in "$usual/jvm/bare" 17.0.2
rm "$usual/jvm/bare/release"
launch "$home/bin/roulette"
check 'an old Java without a release file is skipped' "$none" "$errors"

reset
java_in "$work/elsewhere" 25.0.1
ln -s ../elsewhere/bin/java "$path/java"
launch "$home/bin/roulette"
check 'the java on the PATH is the last choice' elsewhere "$(started)"
java_in "$work/elsewhere" 21.0.9
launch "$home/bin/roulette"
check 'an old java on the PATH is skipped' "$none" "$errors"

# --- a cache recorded on this machine

reset
java_in "$usual/jvm/a-25" 25.0.1
launch "$home/bin/roulette"
check 'nothing recorded: no cache' '' "$(options)"
mkdir "$home/cache"
echo recorded >"$home/cache/roulette.aot"
launch "$home/bin/roulette"
check 'a recorded cache is used, and Java logs nothing about it' \
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
    # Prints the cache and the class path of the last launch, in one line.
    taken() {
        printf '%s\n' "$output" | sed "s|$home|H|g" | sed -n '/AOTCache/p; /^<-cp>$/{n;p;}' | tr -d '\n'
    }
    all='<-XX:AOTCache=H/runtime/lib/roulette.aot><H/lib/a.jar:H/lib/b.jar>'
    launch "$home/bin/roulette"
    check 'unchanged jars: the cache is used' "$all" "$(taken)"
    check 'unchanged jars: Java logs nothing about the cache' '<-Xlog:aot*=off,cds*=off><-XX:AOTCache='"$home"'/runtime/lib/roulette.aot>' \
        "$(options)"
    touch "$home/lib/b.jar"
    launch "$home/bin/roulette"
    check 'a jar with another time: the cache is used' "$all" "$(taken)"
    check 'a jar with another time: its time is reset' 1000000000 "$(stat -c %Y "$home/lib/b.jar")"
    echo 12345 >"$home/lib/b.jar"
    touch -d @1000000000 "$home/lib/b.jar"
    launch "$home/bin/roulette"
    check 'a changed jar with the same time: no cache' '<H/lib/*>' "$(taken)"
    echo two >"$home/lib/b.jar"
    launch ROULETTE_OPTS=-Xshare:off "$home/bin/roulette"
    check 'an option for caches: it overrides the launcher' '<H/lib/a.jar:H/lib/b.jar>' "$(taken)"
    echo three >"$home/lib/b.jar"
    launch "$home/bin/roulette"
    check 'a changed jar: no cache' '<H/lib/*>' "$(taken)"
    check 'a changed jar: no message' '' "$errors"
    mkdir "$home/cache"
    echo recorded >"$home/cache/roulette.aot"
    launch "$home/bin/roulette"
    check 'a changed jar: a cache recorded on this machine is used' '<-XX:AOTCache=H/cache/roulette.aot><H/lib/*>' "$(taken)"
    echo two >"$home/lib/b.jar"
    echo three >"$home/lib/c.jar"
    launch "$home/bin/roulette"
    check 'an additional jar: the cache of the bundled Java is not used' '<-XX:AOTCache=H/cache/roulette.aot><H/lib/*>' \
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
check 'the installation folder is passed on' "<-Droulette.home=$home>" \
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
check 'CDPATH has no effect' "<-Droulette.home=$home>" "$(printf '%s\n' "$output" | grep roulette.home)"
cd / || exit 1
launch PATH="$home/bin:$path" roulette
check 'the installation is found on the PATH' "<-Droulette.home=$home>" \
    "$(printf '%s\n' "$output" | grep roulette.home)"
mv "$work/a folder" "$work/a:folder"
launch "$work/a:folder/roulette/bin/roulette"
check 'a folder with a colon, which no class path may contain, is an error' 1 "$code"

mv "$work/a:folder" "$work/a folder!"
launch "$work/a folder!/roulette/bin/roulette"
check 'a folder with an exclamation mark at its end, which no class path may contain, is an error' 1 "$code"

reset
java_in "$home/runtime" 25.0.1
java_in "$usual/jvm/temurin-25" 25.0.1
chmod -x "$home/runtime/bin/java"
launch "$home/bin/roulette"
check 'a bundled Java that is not executable is an error, and no other Java is used' \
    "roulette: $home/runtime/bin/java can't be run: it lacks the execute permission, or its file system is mounted noexec" \
    "$errors"

# --- the locale

reset
java_in "$usual/jvm/temurin-25" 25.0.1
sed -i.before 's|^echo "pid: .*|echo "locale: ${LC_ALL:-}"|' "$usual/jvm/temurin-25/bin/java"
# Prints the locale if the last launch changed it.
locale_set() {
    printf '%s\n' "$output" | sed -n 's/^locale: //p'
}
launch "$home/bin/roulette"
check 'no locale: names are in UTF-8' C.UTF-8 "$(locale_set)"
launch LANG=POSIX "$home/bin/roulette"
check 'the locale POSIX: names are in UTF-8' C.UTF-8 "$(locale_set)"
launch LANG=C.UTF-8 "$home/bin/roulette"
check 'a locale with UTF-8 is kept' '' "$(locale_set)"
printf '#!/bin/sh\necho ANSI_X3.4-1968\n' >"$path/locale"
chmod +x "$path/locale"
launch LANG=xx_YY.UTF-8 "$home/bin/roulette"
check 'a locale that is not installed: names are in UTF-8' C.UTF-8 "$(locale_set)"
printf '#!/bin/sh\necho ISO-8859-1\n' >"$path/locale"
launch LANG=xx_YY.ISO-8859-1 "$home/bin/roulette"
check 'an installed locale is kept' '' "$(locale_set)"

# --- options and arguments

reset
java_in "$usual/jvm/temurin-25" 25.0.1
launch "$home/bin/roulette" run -c 'my file.toml' '' '*' '$HOME' 'a"b' --
check 'arguments are passed on unchanged' '<run><-c><my file.toml><><*><$HOME><a"b><-->' "$(arguments)"
launch "$home/bin/roulette"
check 'no arguments are added' '' "$(arguments)"
check 'without jvm.options there are no options' '' "$(options)"
check 'the options that the program relies on are present' \
    '<--add-opens=java.base/sun.nio.ch=ALL-UNNAMED><--add-opens=java.base/java.lang=ALL-UNNAMED><--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED><--enable-native-access=ALL-UNNAMED><-XX:+StartAttachListener><-Dsun.nio.ch.disableSynchronousRead=true>' \
    "$(printf '%s\n' "$output" | sed -n '/^<--add-opens/,/^<-Dsun/p' | tr -d '\n')"

printf '%s\n' '# -Xcomment' '' '   ' '-Xmx1g' '  # -Xindented.comment' '  -Xindented  ' \
    '-Dwith.blanks=a  b * $HOME "c" \d' '-Dwith.hash=a#b' >"$home/conf/jvm.options"
printf -- '-Dreturn=1\r\n\r\n-Dlast=1' >>"$home/conf/jvm.options"
launch "$home/bin/roulette"
check 'jvm.options: a line is an option; comments, empty lines and blanks around are ignored' \
    '<-Xmx1g><-Xindented><-Dwith.blanks=a  b * $HOME "c" \d><-Dwith.hash=a#b><-Dreturn=1><-Dlast=1>' "$(options)"
printf '%s\n' '-Xmx1g' >"$home/conf/jvm.options"
launch ROULETTE_OPTS=' -Xmx2g   -Da=1 /* ' "$home/bin/roulette"
check 'ROULETTE_OPTS comes after jvm.options, split at blanks, with nothing expanded' '<-Xmx1g><-Xmx2g><-Da=1></*>' \
    "$(options)"

printf '%s\n' '# of the service' '-Xmx4g' >"$work/service.options"
launch ROULETTE_JVM_OPTIONS="$work/service.options" ROULETTE_OPTS=-Da=1 "$home/bin/roulette"
check 'ROULETTE_JVM_OPTIONS names a file that is read instead of jvm.options' '<-Xmx4g><-Da=1>' "$(options)"
cd "$work" || exit 1
launch ROULETTE_JVM_OPTIONS=service.options "$home/bin/roulette"
check 'ROULETTE_JVM_OPTIONS may be relative to the current folder' '<-Xmx4g>' "$(options)"
launch ROULETTE_JVM_OPTIONS= "$home/bin/roulette"
check 'an empty ROULETTE_JVM_OPTIONS is ignored' '<-Xmx1g>' "$(options)"
for file in "$work/nowhere" "$work"; do
    launch ROULETTE_JVM_OPTIONS="$file" "$home/bin/roulette"
    check 'ROULETTE_JVM_OPTIONS that names no file is an error' \
        "roulette: ROULETTE_JVM_OPTIONS is $file, which is not a readable file" "$errors"
    check 'ROULETTE_JVM_OPTIONS that names no file: exit code 1' 1 "$code"
done

# --- the process

launch EXIT_CODE=78 "$home/bin/roulette"
check "java's exit code is the launcher's" 78 "$code"
env -i PATH="$path" HOME="$work/user" "$home/bin/roulette" >"$work/output" &
pid=$!
wait "$pid"
check 'java replaces the launcher process, so that it receives the signals' "pid: $pid" "$(grep pid: "$work/output")"

# --- with a real Java

cd "$work" || exit 1
output=$(ROULETTE_OPTS=--version "$installation/bin/roulette" 2>"$work/errors")
code=$?
check 'a real Java accepts every shipped option' 0 "$code"
check 'a real Java accepts every option without a warning' '' "$(cat "$work/errors")"

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
