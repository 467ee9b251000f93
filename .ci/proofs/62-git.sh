# shellcheck shell=bash disable=SC2154,SC2034
echo "== git"
port=$(free_port)
linux=$(free_port)
team=$(free_port)
closed=$(free_port)
gits=$work/git
cat >"$conf" <<END
[[listeners]]
bind = "localhost:$port"
router = "git"
[routers.git.repositories]
"/linux.git" = "127.0.0.1:$linux"
"/team/*" = ["127.0.0.1:$closed", "127.0.0.1:$team"]
"/down.git" = "127.0.0.1:$closed"
END
# No settings of this machine's users, and no question to anybody.
git=(env GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 LC_ALL=C git
  -c user.name=Somebody -c user.email=somebody@example.com -c init.defaultBranch=main)
git_daemon() { # folder, port, name of a repository in it: a repository with one commit, and a daemon that serves the folder
  "${git[@]}" init -q "$1.first"
  "${git[@]}" -C "$1.first" commit -q --allow-empty -m "the first of $3"
  "${git[@]}" clone -q --bare "$1.first" "$1/$3"
  "${git[@]}" daemon --base-path="$1" --export-all --enable=receive-pack --listen=127.0.0.1 --port="$2" --reuseaddr "$1" \
    >"$1.out" 2>&1 </dev/null &
  pids+=("$!")
  await "${git[@]}" ls-remote -q "git://127.0.0.1:$2/$3" >/dev/null 2>&1 || cat "$1.out"
}
git_daemon "$gits/a" "$linux" linux.git
git_daemon "$gits/b" "$team" team/tools.git
start git run -c "$conf"
through() { timeout 60 "${git[@]}" "$@" 2>&1; } # arguments...: what git says
url=git://localhost:$port

check "a repository is cloned by its path" "" "$(through clone -q "$url/linux.git" "$gits/linux")"
check "... whole" "the first of linux.git" "$("${git[@]}" -C "$gits/linux" log --format=%s)"
check "another one is cloned from another server, where the first does not answer" "" \
  "$(through clone -q "$url/team/tools.git" "$gits/tools")"
check "... whole" "the first of team/tools.git" "$("${git[@]}" -C "$gits/tools" log --format=%s)"
"${git[@]}" -C "$gits/tools" commit -q --allow-empty -m "the second"
check "a push goes the same way" "" "$(through -C "$gits/tools" push -q)"
check "... and arrives there" "the second" "$("${git[@]}" -C "$gits/b/team/tools.git" log -1 --format=%s)"
check "... and is fetched from there" "" "$(through clone -q "$url/team/tools.git" "$gits/again")"
check "... whole" "the second" "$("${git[@]}" -C "$gits/again" log -1 --format=%s)"
check "the older protocol works, too" "*refs/heads/main" "$(through -c protocol.version=0 ls-remote -q "$url/linux.git")"
check "... and an archive is refused by the server itself" "*access denied*" \
  "$(through archive --remote="$url/linux.git" HEAD)"
check "a repository that nobody serves is refused in git's words" \
  "*remote error: no server is configured for repository /other.git*" "$(through ls-remote "$url/other.git")"
check "... for a push, too" "*remote error: no server is configured for repository /other.git*" \
  "$(through -C "$gits/linux" push "$url/other.git")"
check "... and a path that leaves its folder" "*remote error: this request can't be served: the path has a segment*" \
  "$(through ls-remote "$url/team/../linux.git")"
check "a daemon that is down is told of in git's words" \
  "*remote error: the server of /down.git can't be reached*" "$(through ls-remote "$url/down.git")"
stop TERM
check "TERM ends it well" 0 "$code"
check "the access log says which entry it was" '*"/team/\*"*' "$(cat "$work/git.err")"
check "... and why not" '*"unknown repository"*' "$(cat "$work/git.err")"
printf '[[listeners]]\nbind = "localhost:%s"\nrouter = "git"\n[routers.git.repositories]\n"linux.git" = "localhost:1"\n' \
  "$port" >"$conf"
fails 78 'conf.toml:5:1: routers.git.repositories."linux.git": must begin with /' check -c "$conf"
