package roulette.parsers.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.testkit.TestOpening;

class OpeningFactsTest {
    private static OpeningFacts facts(String received) {
        return OpeningFacts.of(Fakes.VOCABULARY, TestOpening.of(received));
    }

    private static Value value(String name, String received) {
        return facts(received).value(Fakes.VOCABULARY.fact(name).orElseThrow());
    }

    @Test
    void aFieldTheClientSendsIsKnown() {
        assertThat(value("alpha.host", "A:shop.")).isEqualTo(Value.of("shop"));
        assertThat(value("alpha", "A:shop.")).isEqualTo(Value.of("true"));
        assertThat(value("alpha.header.X", "A:shop.")).isEqualTo(Value.of(List.of("shop", "2")));
    }

    @Test
    void aFieldTheClientOmitsIsAbsent() {
        assertThat(value("alpha.host", "A:.")).isEqualTo(Value.absent());
        assertThat(value("alpha.header.y", "A:shop.")).isEqualTo(Value.absent());
    }

    @Test
    void allFactsOfAnotherProtocolAreAbsent() {
        assertThat(value("alpha", "B:shop.")).isEqualTo(Value.absent());
        assertThat(value("alpha.host", "B:shop.")).isEqualTo(Value.absent());
    }

    @Test
    void aFieldThatMayStillArriveIsPending() {
        assertThat(value("alpha.host", "")).isEqualTo(Value.pending());
        assertThat(value("alpha.host", "A:sh")).isEqualTo(Value.pending());
    }

    @Test
    void aProtocolViolationIsMalformed() {
        assertThat(value("alpha.host", "A:#")).isEqualTo(new Value.Malformed("a hash"));
    }

    @Test
    void connectionFactsAreKnownWithoutBytes() {
        TestOpening opening = TestOpening.empty()
                .from("192.0.2.7", 50001)
                .to("2001:db8::1", 443)
                .on("web");
        OpeningFacts facts = OpeningFacts.of(Fakes.VOCABULARY, opening);

        assertThat(facts.explain().entrySet())
                .extracting(Object::toString)
                .startsWith(
                        "listener=web",
                        "client.address=192.0.2.7",
                        "client.port=50001",
                        "peer.address=192.0.2.7",
                        "peer.port=50001",
                        "local.address=2001:db8:0:0:0:0:0:1",
                        "local.port=443");
    }

    @Test
    void aParserRunsOnceAndOnlyIfNeeded() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger unasked = new AtomicInteger();
        Protocol<String> first = counting("first", asked);
        Vocabulary vocabulary = Vocabulary.of(first, counting("second", unasked));
        OpeningFacts facts = OpeningFacts.of(vocabulary, TestOpening.of("A:x."));

        facts.speaks(first);
        facts.value(vocabulary.fact("first").orElseThrow());
        facts.prompt();

        assertThat(asked).hasValue(1);
        assertThat(unasked).hasValue(0);
    }

    private static Protocol<String> counting(String name, AtomicInteger count) {
        return Protocol.named(name, bytes -> {
                    count.incrementAndGet();
                    return Fakes.read('A', bytes);
                })
                .build();
    }

    @Test
    void aProtocolIsRecognisedWhenEarlierOnesAreRuledOut() {
        assertThat(facts("A:x.").recognition()).isEqualTo(new Recognition.Recognised(Fakes.ALPHA));
        assertThat(facts("B:x.").recognition()).isEqualTo(new Recognition.Recognised(Fakes.BETA));
        assertThat(facts("B:").recognition()).isEqualTo(new Recognition.Pending());
        assertThat(facts("C").recognition()).isEqualTo(new Recognition.Unrecognised());
        assertThat(facts("B:#").recognition()).isEqualTo(new Recognition.Malformed(Fakes.BETA, "a hash"));
    }

    @Test
    void finalRecognitionIsNeverPending() {
        assertThat(facts("B:").finalRecognition()).isEqualTo(new Recognition.Recognised(Fakes.BETA));
        assertThat(facts("").finalRecognition()).isEqualTo(new Recognition.Unrecognised());
    }

    @Test
    void theProtocolNameIsAFact() {
        assertThat(value("protocol", "B:x.")).isEqualTo(Value.of("beta"));
        assertThat(value("protocol", "B:")).isEqualTo(Value.pending());
        assertThat(value("protocol", "C")).isEqualTo(Value.absent());
        assertThat(value("protocol", "B:#")).isEqualTo(new Value.Malformed("a hash"));
    }

    @Test
    void aProtocolEncodesItsOwnRefusal() {
        assertThat(facts("A:x.").refusal(Fakes.ALPHA, Refusal.FORBIDDEN, "go away"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("x FORBIDDEN go away");
        assertThat(facts("A:#").refusal(Fakes.ALPHA, Refusal.MALFORMED, "a hash"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("? MALFORMED a hash");
        assertThat(facts("B:x.").refusal(Fakes.BETA, Refusal.FORBIDDEN, "go away"))
                .isEmpty();
    }

    @Test
    void aClientThatWaitsIsPromptedIfItsProtocolWasRead() {
        OpeningFacts facts = facts("B:?.C");
        assertThat(facts.prompt()).isEmpty();

        assertThat(facts.value(Fakes.VOCABULARY.fact("beta.name").orElseThrow()))
                .isEqualTo(Value.pending());

        assertThat(facts.prompt()).contains(Decision.reply("!", 4));
    }

    @Test
    void explainListsKnownPendingAndMalformedFacts() {
        assertThat(facts("A:x.").explain().entrySet())
                .extracting(Object::toString)
                .contains("alpha=true", "alpha.host=x")
                .noneMatch(line -> line.startsWith("beta"));
        assertThat(facts("B:").explain().entrySet())
                .extracting(Object::toString)
                .contains("beta=not known yet");
        assertThat(facts("B:#").explain().entrySet())
                .extracting(Object::toString)
                .contains("beta=malformed: a hash");
    }
}
