package roulette.routers.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.routers.rules.Rules.say;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Decision;
import roulette.api.Target;

/** An invalid request that some server accepts does not bypass a rule on HTTP. */
class BypassTest {
    private static final String KEYS = "default = \"d:1\"\n[[rule]]\nhttp.path = \"*\"\nreject = true";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET  /admin HTTP/1.1",
                "GET\t/admin HTTP/1.1",
                "\n\n\n\n\n\nGET /admin HTTP/1.1",
                "\r\r\nGET /admin HTTP/1.1",
                "_GET /admin HTTP/1.1",
                "-GET /admin HTTP/1.1",
                "ABCDEFGHIJKLMNOPQRSTUVWXY /admin HTTP/1.1",
                "GET . HTTP/1.0",
                "GET ? HTTP/1.0",
                "get /admin HTTP/1.1",
                "!#$%&'*+.^`|~9 /admin HTTP/1.1",
                "GET http://a.example/admin",
                "GET ?admin",
                "9GET \u007f//admin HTTP/1.1",
                "PRI * HTTP/2.0",
            })
    void aRequestOfAnyFormIsHttp(String line) {
        byte[] request = Openings.text(line + "\r\nHost: a.example\r\n\r\n");

        assertThat(say(KEYS, request).clientEnds().lastDecision()).isInstanceOf(Decision.Reject.class);
        for (int split = 1; split < request.length; split++) {
            byte[] part = Arrays.copyOf(request, split);
            assertThat(say(KEYS, part).lastDecision())
                    .as("the first %d bytes", split)
                    .isNotInstanceOf(Decision.Forward.class);
        }
    }

    @Test
    void aLineThatNoServerAcceptsIsNotHttp() {
        assertThat(say(KEYS, Openings.text("get /admin\r\n")).targets()).containsExactly(Target.of("d", 1));
        assertThat(say(KEYS, Openings.text("INVITE sip:a@b.example SIP/2.0\r\n"))
                        .targets())
                .containsExactly(Target.of("d", 1));
    }
}
