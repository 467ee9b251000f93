# shellcheck shell=bash disable=SC2154
echo "== a cache of classes, recorded"
cp -r "$home" "$work/a cached one"
cached_home="$work/a cached one"
cached() { # options: yes where our own classes come from the cache
  ROULETTE_OPTS="-Xlog:class+load:file=$work/loaded.log $1" "$cached_home/bin/roulette" --version >"$work/version" 2>&1
  grep -q ' roulette.cli.Main source: shared objects file' "$work/loaded.log" && echo yes || echo no
}
check "before: there is none" no "$(cached '')"
check "... and --version says so" "roulette * on Java *, start-up cache not used" "$(cat "$work/version")"
start_up_cache() { "$cached_home/bin/roulette" check | grep '^start-up cache: '; }
check "... and check, and what to do" "start-up cache: none; roulette cache records one" "$(start_up_cache)"
check "it is recorded" "recorded $cached_home/cache/roulette.aot (* MB) for Java 2*" "$("$cached_home/bin/roulette" cache 2>&1)"
check "... and nothing else is left" "roulette.aot" "$(ls "$cached_home/cache")"
check "... for every user to read" "-r[w-]-r--r--" "$(stat -c %A "$cached_home/cache/roulette.aot")"
check "... and for none but its owner to write, whatever the umask" "drwxr-xr-x" \
  "$(rm -r "$cached_home/cache"; umask 002; "$cached_home/bin/roulette" cache >/dev/null 2>&1; stat -c %A "$cached_home/cache")"
check "it is used" yes "$(cached '')"
check "... and --version says so" "roulette * on Java *, start-up cache used" "$(cat "$work/version")"
check "... and check" "start-up cache: $cached_home/cache/roulette.aot" "$(start_up_cache)"
check "it is recorded again over the old one" "recorded *" "$("$cached_home/bin/roulette" cache 2>&1)"
check "... and used" yes "$(cached '')"
for options in -XX:-UseCompactObjectHeaders -Xshare:off; do
  check "with $options it is not used" no "$(cached "$options")"
  check "... and Java says nothing of it" "roulette +([0-9.]) on Java +([0-9.+LTS-]), start-up cache not used" "$(cat "$work/version")"
done
check "with JVM options of another folder it is used" yes \
  "$(cp "$cached_home/conf/jvm.options" "$work/"; cd "$work" && ROULETTE_JVM_OPTIONS=jvm.options cached '')"
check "... and recorded again" "recorded *" "$(cd "$work" && ROULETTE_JVM_OPTIONS=jvm.options "$cached_home/bin/roulette" cache 2>&1)"
mv "$cached_home" "$work/moved"
cached_home=$work/moved
check "it is used after a move" yes "$(cached '')"
truncate -s 1000000 "$cached_home/cache/roulette.aot"
check "half of it is not used" no "$(cached '')"
check "... and check, and what to do" \
  "start-up cache: not used: Java rejects $cached_home/cache/roulette.aot, *; roulette cache records it again" "$(start_up_cache)"
check "... and Java says nothing of it" "roulette +([0-9.]) on Java +([0-9.+LTS-]), start-up cache not used" "$(cat "$work/version")"
"$cached_home/bin/roulette" cache >/dev/null 2>&1
touch "$cached_home"/lib/*
check "with jars of another time it is not used" no "$(cached '')"
check "... and Java says nothing of it" "roulette +([0-9.]) on Java +([0-9.+LTS-]), start-up cache not used" "$(cat "$work/version")"
mv "$cached_home/plugins" "$cached_home/no-plugins"
check "without the routers it needs it says what is missing" "roulette: Java recorded no cache*parity*" \
  "$("$cached_home/bin/roulette" cache 2>&1)"
check "... and the old one stays" "roulette.aot" "$(ls "$cached_home/cache")"
mv "$cached_home/no-plugins" "$cached_home/plugins"
check "who may not write there is told so" "roulette: can't write $cached_home/cache/roulette.aot: *AccessDenied*" \
  "$(chmod 755 "$work"; chmod -R a+rX "$cached_home"; setpriv --reuid 65534 --regid 65534 --clear-groups "$cached_home/bin/roulette" cache 2>&1)"
trains() { # sets $training to the process of the training run
  training=$(pgrep -P "$pid") && [ -e "$cached_home/cache/roulette.aot.new.config" ] || ! kill -0 "$pid" 2>/dev/null
}
for signal in TERM:143 INT:130; do
  "$cached_home/bin/roulette" cache >/dev/null 2>&1 &
  pid=$!
  await trains
  kill -"${signal%:*}" "$pid"
  wait "$pid"
  check "interrupted by ${signal%:*} it ends with ${signal#*:}" "${signal#*:}" "$?"
  check "... leaves no process" "" "$(ps -o pid= -p "${training:-1}")"
  check "... and no file but the old cache" "roulette.aot" "$(ls "$cached_home/cache")"
done
rm -rf "$cached_home"
