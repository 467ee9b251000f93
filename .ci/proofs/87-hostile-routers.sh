# shellcheck shell=bash disable=SC2154,SC2034,SC2016
echo "== routers that hold up, and a process that was suspended"
hostile=$work/hostile
mkdir -p "$hostile"
install_router hostile Hostile 'Hostile$Busy' 'Hostile$Exits' 'Hostile$Slow' 'Hostile$Quick' <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import roulette.api.*;

abstract class Hostile implements Router {
    static final Path END = Path.of(System.getProperty("hostile.end"));
    static final int PORT = Integer.getInteger("hostile.port");

    /** Computes until a file is there. */
    public static final class Busy extends Hostile {
        public String name() {
            return "busy";
        }

        public Decision route(Opening opening) {
            while (!Files.exists(END)) {
                for (int i = 0; i < 10_000_000; i++) {
                    Thread.onSpinWait();
                }
            }
            return Decision.reject();
        }
    }

    /** Waits for a second, and forwards. */
    public static final class Slow extends Hostile {
        public String name() {
            return "slow";
        }

        public Decision route(Opening opening) throws InterruptedException {
            Thread.sleep(1000);
            return Decision.forward("127.0.0.1", PORT);
        }
    }

    /** Ends the process. */
    public static final class Exits extends Hostile {
        public String name() {
            return "exits";
        }

        public Decision route(Opening opening) {
            System.exit(3);
            return Decision.reject();
        }
    }

    /** Says that it may block, and forwards at once. */
    public static final class Quick extends Hostile {
        public String name() {
            return "quick";
        }

        public Decision route(Opening opening) {
            return Decision.forward("127.0.0.1", PORT);
        }
    }
}
JAVA
serve python3 "$lib/echo.py"
busy=$(free_port)
slow=$(free_port)
quick=$(free_port)
exits=$(free_port)
cat >"$hostile/roulette.toml" <<TOML
[timeouts]
routing = "3s"
[[listeners]]
bind = "127.0.0.1:$busy"
router = "busy"
[[listeners]]
bind = "127.0.0.1:$slow"
router = "slow"
[[listeners]]
bind = "127.0.0.1:$quick"
router = "quick"
[[listeners]]
bind = "127.0.0.1:$exits"
router = "exits"
TOML
ROULETTE_OPTS="-Dhostile.end=$hostile/end -Dhostile.port=$at" start hostile run -c "$hostile/roulette.toml"
check "a blocking router answers" "*hello*" "$(python3 "$files/ask.py" ask "$quick" 100)"
coproc holders { exec python3 "$files/ask.py" hold "$busy" 200; }
holders_pid=$!
read -r _ <&"${holders[0]}"
check "with 200 calls of another one that compute until the end, it answers all the same" "*hello*" \
  "$(timeout 300 python3 "$files/ask.py" ask "$quick" 100)"
touch "$hostile/end"
echo >&"${holders[1]}"
wait "$holders_pid"

python3 "$files/ask.py" ask "$slow" 1 >"$hostile/suspended" 2>"$hostile/suspended.err" &
asker=$!
await grep -q asked "$hostile/suspended"
kill -STOP "$pid"
sleep 6
kill -CONT "$pid"
wait "$asker"
check "a process that was suspended for twice the routing time blames no router for it" "*hello*" "$(cat "$hostile/suspended")"

check "a router ends the process: what is open is reset" reset \
  "$(python3 "$files/last_words.py" "$quick" "$exits")"
wait "$pid"
check "... and the log says what may be the cause" "*perhaps a plugin has called System.exit*" "$(cat "$work/hostile.err")"
