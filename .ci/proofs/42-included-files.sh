# shellcheck shell=bash disable=SC2154,SC2034
echo "== included files and environment variables"
folder=$work/included
conf=$folder/roulette.toml
mkdir -p "$folder/conf.d"
port=$(free_port)
other=$(free_port)
cat >"$conf" <<'END'
include = ["conf.d/*.toml"]
[[listeners]]
bind = "localhost:${WEB_PORT}"
router = "web"
[access-log]
file = "access.log"
END
cat >"$folder/conf.d/web.toml" <<'END'
[[listeners]]
bind = "localhost:${OTHER_PORT}"
router = "web"
[routers.web]
use = "fixed"
target = "localhost:${TARGET_PORT}"
END
export WEB_PORT=$port OTHER_PORT=$other
fails 78 "conf.d/web.toml:6:1: routers.web.target: the environment variable TARGET_PORT is not set" check -c "$conf"
export TARGET_PORT=1
check "the listeners of both files are read" "*is good: 2 listeners, 1 router*" "$("$roulette" check -c "$conf" 2>&1)"
printf '[access-log]\nenabled = true\n' >"$folder/conf.d/z.toml"
fails 78 "conf.d/z.toml:1:1: access-log: is defined at $conf:5:1 already" check -c "$conf"
rm "$folder/conf.d/z.toml"
mkdir "$folder/site"
echo "from the target" >"$folder/site/index.html"
serve_folder "$folder/site"
export TARGET_PORT=$at
check "check tells how many files are included" "*roulette.toml is good: 2 listeners, 1 router, 1 included file" \
  "$("$roulette" check -c "$conf" 2>&1)"
start included run -c "$conf"
check "a listener of the configuration file is served" "from the target" "$(curl -s --max-time 60 "http://localhost:$port/")"
check "... and one of the included file" "from the target" "$(curl -s --max-time 60 "http://localhost:$other/")"
stop TERM
check "the access log is beside the configuration file" 2 "$(grep -c 'end=complete' "$folder/access.log")"
unset WEB_PORT OTHER_PORT TARGET_PORT

echo "== several plugin folders"
mkdir "$folder/plugins"
mv "$home"/plugins/*-parity-*.jar "$folder/plugins/"
printf '[[listeners]]\nbind = "localhost:%s"\nrouter = "parity"\n' "$port" >"$conf"
fails 78 "no router is called \"parity\" in $home/plugins" check -c "$conf"
printf '[plugins]\ndirectories = ["plugins", "%s"]\n' "$home/plugins" >>"$conf"
rm "$folder"/conf.d/*
check "a router is found in a folder beside the configuration file" "*is good*" "$("$roulette" check -c "$conf" 2>&1)"
cp "$folder"/plugins/*.jar "$home/plugins/"
check "a router of both folders is refused, with both jars" \
  "*router \"parity\" is in $folder/plugins/*.jar (*) and $home/plugins/*.jar (*), so none of them can be used*" \
  "$("$roulette" check -c "$conf" 2>&1)"
