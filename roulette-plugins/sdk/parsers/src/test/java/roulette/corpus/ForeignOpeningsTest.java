package roulette.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import roulette.parsers.Reading;
import roulette.parsers.facts.OpeningFacts;
import roulette.parsers.facts.Protocol;
import roulette.parsers.facts.Recognition;
import roulette.parsers.facts.Value;
import roulette.parsers.facts.Vocabulary;
import roulette.parsers.minecraft.MinecraftHandshake;
import roulette.testkit.TestOpening;

/**
 * No parser accepts another protocol's opening, whole or in part, or stays partial once its own protocol is ruled out.
 */
class ForeignOpeningsTest {
    private static final Vocabulary STANDARD = Vocabulary.standard();

    /** Protocols that must be present, besides those that Roulette parses. */
    private static final List<String> NAMED = List.of(
            "MongoDB",
            "MSSQL",
            "LDAP",
            "Kerberos",
            "SMB",
            "X11",
            "9P",
            "BitTorrent",
            "OpenVPN TCP",
            "DICOM",
            "FIX",
            "Cassandra",
            "DNS over TCP",
            "FTP",
            "SOAP over TCP",
            "EtherNet/IP",
            "SOCKS 4",
            "SOCKS 5");

    private static final Map<String, List<Sample>> SAMPLES = samples();

    private static Map<String, List<Sample>> samples() {
        List<Sample> all = new ArrayList<>();
        Random random = new Random(12);
        Databases.addTo(all, random);
        Directories.addTo(all, random);
        Peers.addTo(all, random);
        Industry.addTo(all, random);
        Documents.addTo(all, random);
        OwnProtocols.addTo(all, random);
        Map<String, List<Sample>> byProtocol = new TreeMap<>();
        for (Sample sample : all) {
            byProtocol
                    .computeIfAbsent(sample.protocol(), _ -> new ArrayList<>())
                    .add(sample);
        }
        return byProtocol;
    }

    static Stream<String> protocols() {
        return SAMPLES.keySet().stream();
    }

    @Test
    void allProtocolsArePresent() {
        assertThat(SAMPLES.keySet()).containsAll(NAMED);
        assertThat(SAMPLES.keySet())
                .containsAll(STANDARD.protocols().stream().map(Protocol::name).toList());
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void noParserAcceptsAnotherProtocol(String protocol) {
        for (Sample sample : SAMPLES.getOrDefault(protocol, List.of())) {
            for (Protocol<?> parser : STANDARD.protocols()) {
                if (!parser.name().equals(protocol)) {
                    check(sample, parser);
                }
            }
        }
    }

    private static void check(Sample sample, Protocol<?> parser) {
        byte[] opening = sample.opening();
        for (int length = 0; length <= opening.length; length++) {
            Value value = facts(Arrays.copyOf(opening, length)).speaks(parser);
            if (value instanceof Value.Absent) {
                assertThat(facts(opening).speaks(parser))
                        .as("%s for all bytes, although already decided after %d: %s", parser, length, sample)
                        .isEqualTo(value);
                return;
            }
            if (isShortPing(parser, opening, length)) {
                continue;
            }
            if (!(value instanceof Value.Pending)) {
                throw new AssertionError(parser + " returned " + value + " after " + length + " bytes of " + sample);
            }
            if (length >= sample.clear()) {
                throw new AssertionError(parser + " is still pending after " + length + " bytes of " + sample);
            }
        }
        throw new AssertionError(parser + " wants more after all bytes of " + sample);
    }

    /**
     * The only exception: the first one or two bytes of some MongoDB messages are a whole ping of Minecraft 1.5 and
     * earlier. If they arrive alone they are recognised as one, as on servers; see {@link
     * MinecraftHandshake#readAtOnce}.
     */
    private static boolean isShortPing(Protocol<?> parser, byte[] opening, int length) {
        ByteBuffer part = ByteBuffer.wrap(opening, 0, length);
        return parser.name().equals("minecraft")
                && (length == 1 || length == 2)
                && MinecraftHandshake.readAtOnce(part) instanceof Reading.Facts
                && MinecraftHandshake.read(part) instanceof Reading.Partial;
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void anOpeningIsRecognisedAsItsOwnProtocolOrNone(String protocol) {
        Recognition expected = STANDARD.protocol(protocol)
                .<Recognition>map(Recognition.Recognised::new)
                .orElseGet(Recognition.Unrecognised::new);
        for (Sample sample : SAMPLES.getOrDefault(protocol, List.of())) {
            assertThat(facts(sample.opening()).recognition())
                    .as(sample.toString())
                    .isEqualTo(expected);
        }
    }

    private static OpeningFacts facts(byte[] received) {
        return OpeningFacts.of(STANDARD, TestOpening.of(received));
    }
}
