package roulette.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import roulette.api.ProxyProtocol;
import roulette.proxyprotocol.NettyDiffers.Case;
import roulette.proxyprotocol.ProxyHeader.Header;
import roulette.proxyprotocol.ProxyHeader.Invalid;
import roulette.proxyprotocol.ProxyHeader.NeedMore;

/** Compares the results with Netty's. The headers are the same in every run. */
class NettyJudgeTest {
    private static final int INPUTS = 20_000;

    private static List<Case> cases;

    @BeforeAll
    static void judge() {
        HeaderMaker maker = new HeaderMaker(new Random(1));
        cases = IntStream.range(0, INPUTS)
                .mapToObj(i -> switch (i % 4) {
                    case 0 -> maker.valid();
                    case 1 -> maker.assembled();
                    case 2 -> maker.mutated(maker.valid());
                    default -> maker.mutated(maker.assembled());
                })
                .map(Case::of)
                .toList();
    }

    @Test
    void nettyAgreesOrDiffersByAKnownRule() {
        Map<NettyDiffers, Integer> differences = new EnumMap<>(NettyDiffers.class);
        cases.stream().filter(c -> !c.isAgreement()).forEach(c -> differences.merge(explanation(c), 1, Integer::sum));
        assertThat(differences.keySet())
                .as("rules that explain a difference")
                .isEqualTo(EnumSet.allOf(NettyDiffers.class));
    }

    @Test
    void nettyAgreesOnThousandsOfEachResult() {
        Map<Class<?>, Long> agreed = cases.stream()
                .filter(Case::isAgreement)
                .collect(Collectors.groupingBy(c -> c.ours().getClass(), Collectors.counting()));
        assertThat(agreed.get(Header.class)).isGreaterThan(6_000);
        assertThat(agreed.get(Invalid.class)).isGreaterThan(6_000);
        assertThat(agreed.get(NeedMore.class)).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @EnumSource
    void nettyReadsWrittenHeaders(ProxyProtocol version) {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            InetSocketAddress source = withPort(HeaderMaker.address(random, random.nextBoolean()));
            InetSocketAddress destination = withPort(HeaderMaker.address(random, random.nextBoolean()));
            byte[] header = HeaderWriter.write(version, source, destination).array();
            assertThat(Netty.read(header)).isEqualTo(Header.of(version, header.length, source, destination, List.of()));
        }
    }

    /** Netty refuses port zero in a line, see {@link NettyDiffers#REFUSES_PORT_ZERO}. */
    private static InetSocketAddress withPort(InetSocketAddress any) {
        return new InetSocketAddress(any.getAddress(), Math.max(1, any.getPort()));
    }

    private static NettyDiffers explanation(Case c) {
        return Arrays.stream(NettyDiffers.values())
                .filter(rule -> rule.explains(c))
                .findFirst()
                .orElseGet(() ->
                        fail("%s%nours:  %s%nNetty: %s", HexFormat.of().formatHex(c.bytes()), c.ours(), c.netty()));
    }
}
