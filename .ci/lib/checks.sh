# shellcheck shell=bash disable=SC2154
# What the proofs check with, and count.
lib=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
passed=0
failed=0

check() { # description, then what was expected, then what was seen
  # shellcheck disable=SC2053 # the expected is a pattern
  if [[ $3 == $2 ]]; then
    passed=$((passed + 1))
    echo "ok      $1"
  else
    failed=$((failed + 1))
    printf 'FAILED  %s\n  expected: %s\n  seen:     %s\n' "$1" "$2" "$3"
  fi
}

await() { # command...: repeats it until it succeeds, for a minute at most; what follows checks whether it has
  local end=$((SECONDS + 60))
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return
    sleep 0.1
  done
}

free_port() { python3 "$lib/free_port.py" "$work/ports"; }

say() { # port: sends the standard input there; what comes back
  timeout 60 python3 "$lib/say.py" "$1"
}
