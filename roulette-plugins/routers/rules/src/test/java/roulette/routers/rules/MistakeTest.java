package roulette.routers.rules;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roulette.api.SettingsException;
import roulette.testkit.Configured;

class MistakeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sni = "a"; target = "a"                         | 4 | "a" has no port
            sni = "a"; target = "{sni.1}:1"                 | 4 | has no value: not every pattern of sni has such a group
            sni = ["*.a", "b"]; target = "{sni.1}:1"        | 4 | has no value: not every pattern of sni has such a group
            sni = "a"; target = "{alpn}:1"                  | 4 | {alpn} needs a condition in the same rule
            sni = "a"; target = "{nothing}:1"               | 4 | {nothing} has no value
            sni = "a"; target = "{}:1"                      | 4 | {} has no value
            any = [{ sni = "*" }]; target = "{sni}:1"       | 4 | {sni} needs a condition in the same rule
            sni = "a"; target = []                          | 4 | must not be empty
            sni = "a"; reject = false                       | 4 | must be true
            sni = "a"; reject = ""                          | 4 | must be true, or a text
            sni = "a"; reject = 1                           | 4 | must be true, or the text
            reject = true; target = "a:1"                   | 3 | excludes target
            sni = "a"; target = "a:1"; router = "socks"     | 5 | excludes target
            hosts-file = "a"; target = "a:1"                | 3 | excludes target
            hosts-file = "a"                                | 3 | there is no file
            sni = "a"; name = "x"                           | 4 | "x" needs a target, a hosts-file, a router, or reject = true
            reject = true; connect-timeout = "1s"; sni= "a" | 4 | has no effect in a rule without a target
            router = "x"; connect-timeout = "1s"; sni= "a"  | 4 | has no effect in a rule without a target
            sni = "a"; target = "a:1"; connect-timeout="0"  | 5 | must be positive
            sni = "a"; target = "a:1"; proxy-protocol="v3"  | 5 | must be "v1" or "v2"
            snj = "a"; target = "a:1"                       | 3 | did you mean "sni"
            http.hots = "a"; target = "a:1"                 | 3 | did you mean "host"
            tls.sni.x = "a"; target = "a:1"                 | 3 | must be
            sni = "a.*"; target = "a:1"                     | 3 | "a.*" may have a *
            sni = []; target = "a:1"                        | 3 | must not be empty
            sni = 1; target = "a:1"                         | 3 | must be a string
            sni = true; target = "a:1"                      | 3 | must be a string
            path = "~("; target = "a:1"                     | 3 | is not a regular expression
            bytes = "("; target = "a:1"                     | 3 | is not a regular expression
            client = "10.0.0.1/8"; target = "a:1"           | 3 | has more than 8 bits
            client = "localhost"; target = "a:1"            | 3 | is not an IP address
            protocol = "smtp"; target = "a:1"               | 3 | "smtp" is not known; known are tls, http
            http.header = "a"; target = "a:1"               | 3 | must be
            proxy.ssl.vn = "a"; target = "a:1"              | 3 | did you mean
            proxy.tlv.256 = "a"; target = "a:1"             | 3 | known here: 0...255
            proxy.ssl.verified = "yes"; target = "a:1"      | 3 | must be true or false
            proxy.authority = "a.*"; target = "a:1"         | 3 | "a.*" may have a *
            proxy.alpn = "h2"; target = "{proxy.authority}:1" | 4 | {proxy.authority} needs a condition in the same rule
            proxy.tlv.5 = "x"; target = "{proxy.tlv.5.1}:1" | 4 | has no value: not every pattern of proxy.tlv.5 has such a group
            peer = "a"; target = "a:1"                      | 3 | is not an IP address
            tls = "yes"; target = "a:1"                     | 3 | must be true or false
            not = {}; target = "a:1"                        | 3 | must not be empty
            any = []; target = "a:1"                        | 3 | must not be empty
            any = [{}]; target = "a:1"                      | 3 | must not be empty
            zone = "UTC"; target = "a:1"                    | 3 | has no effect without time or days
            time = "8-9"; target = "a:1"                    | 3 | must be such as "08:00-18:00"
            time = "08:00-24:01"; target = "a:1"            | 3 | "24:01" is not a time of day
            days = "someday"; target = "a:1"                | 3 | "someday" is not a day
            time = "08:00-09:00"; zone = "X/Y"; target="a:1"| 4 | "X/Y" is not a time zone
            """)
    void anErrorHasItsPosition(String keys, int line, String message) {
        String text = "default = \"d:1\"\n[[rule]]\n" + keys.replace("; ", "\n").strip();

        assertThatThrownBy(() -> Configured.with(new RulesRouter(), text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message)
                .message()
                .matches("(?s).*\\b" + line + ":.*");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            silent = "a:1"                                                           | missing; write a
            default = "a:1"; [[rule]]; target = "b:1"                                | is never used
            [[rule]]; target = "b:1"; [[rule]]; sni = "a"; target = "c:1"            | no rule after "rule 1" is ever evaluated
            defualt = "a:1"; [[rule]]; target = "b:1"                                | did you mean "default"
            """)
    void unreachableRulesAreErrors(String keys, String message) {
        assertThatThrownBy(() -> Configured.with(new RulesRouter(), keys.replace("; ", "\n")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }
}
