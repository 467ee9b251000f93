# shellcheck shell=bash disable=SC2034
# What the proofs check with, and count.
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

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
