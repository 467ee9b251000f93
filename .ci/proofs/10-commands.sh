# shellcheck shell=bash disable=SC2154,SC2034
echo "== version and help"
check "--version says which" "roulette [0-9]*.[0-9]* on Java 2*" "$("$roulette" --version)"
check "--help names the commands" "*run*check*routers*demo*" "$("$roulette" --help | tr '\n' ' ')"
check "routers lists those of the zip" "fixed*moon*parity*socks*" "$("$roulette" routers | tr '\n' ' ')"
check "check likes the shipped configuration" "*roulette.toml is good*" "$("$roulette" check)"
