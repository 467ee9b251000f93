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
 * No reader takes an opening of another protocol for its own, whole or in parts, nor waits for more of it once it has
 * seen what its own protocol can't begin with.
 */
class ForeignOpeningsTest {
    private static final Vocabulary STANDARD = Vocabulary.standard();

    /** Those that have to be there, besides the ones that Roulette reads. */
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
    void allProtocolsAreThere() {
        assertThat(SAMPLES.keySet()).containsAll(NAMED);
        assertThat(SAMPLES.keySet())
                .containsAll(STANDARD.protocols().stream().map(Protocol::name).toList());
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void noReaderTakesItForItsOwn(String protocol) {
        for (Sample sample : SAMPLES.getOrDefault(protocol, List.of())) {
            for (Protocol<?> reader : STANDARD.protocols()) {
                if (!reader.name().equals(protocol)) {
                    check(sample, reader);
                }
            }
        }
    }

    private static void check(Sample sample, Protocol<?> reader) {
        byte[] opening = sample.opening();
        for (int length = 0; length <= opening.length; length++) {
            Value value = facts(Arrays.copyOf(opening, length)).speaks(reader);
            if (value instanceof Value.Absent) {
                assertThat(facts(opening).speaks(reader))
                        .as("%s of all bytes, after %d it knew: %s", reader, length, sample)
                        .isEqualTo(value);
                return;
            }
            if (isShortPing(reader, opening, length)) {
                continue;
            }
            if (!(value instanceof Value.Pending)) {
                throw new AssertionError(reader + " says " + value + " after " + length + " bytes of " + sample);
            }
            if (length >= sample.clear()) {
                throw new AssertionError(reader + " wants more after " + length + " bytes of " + sample);
            }
        }
        throw new AssertionError(reader + " wants more after all bytes of " + sample);
    }

    /**
     * The one exception: the first one or two bytes of some MongoDB messages are the whole ping of Minecraft 1.5 and
     * earlier. What comes in parts as small as that is taken for one, as it is by servers; see {@link
     * MinecraftHandshake#readAtOnce}.
     */
    private static boolean isShortPing(Protocol<?> reader, byte[] opening, int length) {
        ByteBuffer part = ByteBuffer.wrap(opening, 0, length);
        return reader.name().equals("minecraft")
                && (length == 1 || length == 2)
                && MinecraftHandshake.readAtOnce(part) instanceof Reading.Facts
                && MinecraftHandshake.read(part) instanceof Reading.Partial;
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void itIsRecognisedOrNothingIs(String protocol) {
        Recognition expected = STANDARD.protocol(protocol)
                .<Recognition>map(Recognition.Recognised::new)
                .orElseGet(Recognition.Unrecognised::new);
        for (Sample sample : SAMPLES.getOrDefault(protocol, List.of())) {
            assertThat(facts(sample.opening()).recognition())
                    .as(sample.toString())
                    .isEqualTo(expected);
        }
    }

    private static OpeningFacts facts(byte[] said) {
        return OpeningFacts.of(STANDARD, TestOpening.of(said));
    }
}
