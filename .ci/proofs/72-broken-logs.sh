# shellcheck shell=bash disable=SC2154,SC2034
echo "== logs that can't be written"
broken() { # kind, what is expected
  check "$1: it ${2:-ends in time} 0" "${2:-ends in time} 0" "$(python3 "$files/logs.py" "$roulette" "$work" "$1")"
}
broken "pipe without reader"
broken "pipe that is closed"
broken "pipe that is non-blocking, without reader"
broken "full disk"
broken "pipe that is non-blocking, and read" "loses nothing, ends in time"
broken "file that may not grow" "says what was lost and goes on, ends in time"
broken "access log, a named pipe without reader"
broken "access log on a full disk"
broken "access log, a file that may not grow" "says what was lost and goes on, ends in time"
