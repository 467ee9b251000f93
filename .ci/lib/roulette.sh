# shellcheck shell=bash disable=SC2154,SC2034
# What a proof uses Roulette with: $home is a freshly unpacked installation, $roulette its launcher, $work a folder of
# this proof alone, $conf a configuration in it, and $pids what ends with the proof.

# Waits until the output of process $pid has the word "isten".
listening() { # name of its output
  local end=$((SECONDS + 60))
  until grep -qs isten "$work/$1.out" "$work/$1.err"; do
    if [ "$SECONDS" -ge "$end" ] || ! kill -0 "$pid" 2>/dev/null; then
      check "$1 starts" "*isten*" "$(cat "$work/$1.out" "$work/$1.err")"
      return
    fi
    sleep 0.1
  done
}

start() { # name, arguments...: starts Roulette in the background, and waits until it listens; sets $pid
  local name=$1
  shift
  # Here, and not by the process in the background: what an earlier one has said is not to be taken for this one's words.
  : >"$work/$name.out"
  : >"$work/$name.err"
  "$roulette" "$@" >"$work/$name.out" 2>"$work/$name.err" </dev/null &
  pid=$!
  pids+=("$pid")
  listening "$name"
}

stop() { # signal; sets $code
  kill "-$1" "$pid"
  wait "$pid"
  code=$?
}

fails() { # expected code, part of the expected line, arguments...: Roulette must end so, with one line on stderr
  local expected=$1 part=$2 seen
  shift 2
  seen=$("$roulette" "$@" 2>&1 >/dev/null </dev/null)
  code=$?
  check "roulette $* ends with $expected" "$expected" "$code"
  check "... and says: $part" "*$part*" "$seen"
  check "... in one line" 1 "$(wc -l <<<"$seen" | tr -d ' ')"
}

serve() { # command...: starts a server that prints "port" and a number; sets $at to the number, $server to its process
  local out
  out=$(mktemp -p "$work")
  "$@" >"$out" 2>&1 </dev/null &
  server=$!
  pids+=("$server")
  await grep -q 'port [0-9]' "$out" || cat "$out"
  at=$(sed -n 's/.*port \([0-9]*\).*/\1/p' "$out" | head -1)
}

serve_folder() { # folder: the same, for a web server of its files
  serve python3 -u -m http.server --bind 127.0.0.1 --directory "$1" 0
}

# Compiles the class that the standard input has against the jar of the API alone, and makes it a plugin.
install_router() { # name of the plugin's jar, class, and the names of its routers where they are other classes in there
  local folder=$work/$1.src class=${2##*.} routers=("${@:3}")
  [ ${#routers[@]} -gt 0 ] || routers=("$2")
  mkdir -p "$folder/classes/META-INF/services"
  cat >"$folder/$class.java"
  "$JAVA_HOME/bin/javac" -Xlint:all -Werror -cp "$(echo "$home"/lib/roulette-api-*.jar)" -d "$folder/classes" \
    "$folder/$class.java"
  check "$class compiles against the jar of the API alone, without a warning" 0 $?
  printf '%s\n' "${routers[@]}" >"$folder/classes/META-INF/services/roulette.api.Router"
  echo Roulette-Api-Version: 0.1 >"$folder/manifest"
  "$JAVA_HOME/bin/jar" --create --file "$home/plugins/$1.jar" --manifest "$folder/manifest" -C "$folder/classes" .
}

clean_up() { # ends what the proof started, and deletes its files
  kill "${pids[@]}" 2>/dev/null
  wait "${pids[@]}" 2>/dev/null
  rm -rf "$work"
}
