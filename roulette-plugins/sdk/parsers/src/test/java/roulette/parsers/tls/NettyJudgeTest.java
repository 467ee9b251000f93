package roulette.parsers.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import roulette.parsers.tls.NettyDiffers.Case;
import roulette.testkit.Mutations;

/** Comparison with Netty. The hellos are the same in every run. */
class NettyJudgeTest {
    private static final int INPUTS = 30_000;

    private static List<Case> cases;

    @BeforeAll
    static void judge() {
        HelloMaker maker = new HelloMaker(new Random(1));
        List<byte[]> examples = Stream.concat(
                        Captured.ALL.stream(),
                        IntStream.range(0, 400).mapToObj(i -> i % 4 == 0 ? maker.odd() : maker.valid()))
                .toList();
        Mutations mutations = Mutations.of(examples, 1);
        cases = IntStream.range(0, INPUTS)
                .mapToObj(i -> switch (i % 4) {
                    case 0 -> maker.valid();
                    case 1 -> maker.odd();
                    default -> mutations.next();
                })
                .map(Case::of)
                .toList();
    }

    @Test
    void nettyAgreesOrAKnownRuleExplainsTheDifference() {
        Map<NettyDiffers, Integer> differences = new EnumMap<>(NettyDiffers.class);
        cases.stream().filter(c -> !c.isAgreement()).forEach(c -> differences.merge(explanation(c), 1, Integer::sum));
        System.out.printf("TLS: Netty differs on %s of %d hellos%n", differences, INPUTS);
        assertThat(differences.keySet())
                .as("rules that explain a difference")
                .isEqualTo(EnumSet.allOf(NettyDiffers.class));
    }

    @Test
    void nettyAgreesOnThousandsOfEachResult() {
        assertThat(agreed(c -> c.isHello() && !c.name().isEmpty())).isGreaterThan(7_000);
        assertThat(agreed(c -> c.isHello() && c.name().isEmpty())).isGreaterThan(2_000);
        assertThat(agreed(Case::isRefused)).isGreaterThan(2_000);
        assertThat(agreed(Case::isPartial)).isGreaterThan(2_000);
    }

    @Test
    void nettyAgreesOnEveryValidHello() {
        HelloMaker maker = new HelloMaker(new Random(2));
        assertThat(Stream.generate(maker::valid).limit(5_000).map(Case::of)).allSatisfy(c -> {
            assertThat(c.isHello()).isTrue();
            assertThat(c.isAgreement()).isTrue();
        });
    }

    @Test
    void nettyReadsTheSameNamesFromRealClients() {
        assertThat(Captured.ALL)
                .allSatisfy(hello -> assertThat(Netty.read(hello).name())
                        .isEqualTo(Readings.facts(hello).serverName()));
    }

    private static long agreed(Predicate<Case> verdict) {
        return cases.stream().filter(Case::isAgreement).filter(verdict).count();
    }

    private static NettyDiffers explanation(Case c) {
        return Arrays.stream(NettyDiffers.values())
                .filter(rule -> rule.explains(c))
                .findFirst()
                .orElseGet(() ->
                        fail("%s%nours:  %s%nNetty: %s", HexFormat.of().formatHex(c.bytes()), c.ours(), c.netty()));
    }
}
