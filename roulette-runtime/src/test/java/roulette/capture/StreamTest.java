package roulette.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.capture.Packet.ACK;
import static roulette.capture.Packet.CLIENT;
import static roulette.capture.Packet.FIN;
import static roulette.capture.Packet.RST;
import static roulette.capture.Packet.SERVER;
import static roulette.capture.Packet.SYN;
import static roulette.capture.Packet.down;
import static roulette.capture.Packet.ethernet;
import static roulette.capture.Packet.ip;
import static roulette.capture.Packet.up;

import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The client's bytes of connections in packets. */
class StreamTest {
    private static final byte[] OPEN = up(SYN, 999, "");
    private static final byte[] ACCEPT = down(SYN | ACK, 5000, 1000, "");

    @Test
    void onlyTheClientsBytesAreRead() {
        CapturedConnection seen = Seen.in(
                        OPEN, ACCEPT, up(ACK, 1000, "GET "), down(ACK, 5001, 1004, "220 hello"), up(ACK, 1004, "/"))
                .only();
        assertThat(Seen.text(seen)).isEqualTo("GET /");
        assertThat(seen.client()).isEqualTo(CLIENT);
        assertThat(seen.server()).isEqualTo(SERVER);
        assertThat(seen.ended()).isFalse();
        assertThat(seen.full()).isFalse();
        assertThat(seen.gap()).isFalse();
    }

    @Test
    void segmentsAreReordered() {
        assertThat(Seen.in(OPEN, up(ACK, 1004, "efgh"), up(ACK, 1008, "ij"), up(ACK, 1000, "abcd"))
                        .texts())
                .containsExactly("abcdefghij");
    }

    @Test
    void retransmissionsAreReadOnce() {
        assertThat(Seen.in(OPEN, OPEN, up(ACK, 1000, "ab"), up(ACK, 1000, "ab"), up(ACK, 1001, "bc"))
                        .texts())
                .containsExactly("abc");
    }

    @Test
    void theFirstOfOverlappingSegmentsCounts() {
        assertThat(Seen.in(OPEN, up(ACK, 1002, "CD"), up(ACK, 1000, "abcdef")).texts())
                .containsExactly("abCDef");
    }

    @Test
    void aKeepAliveProbeIsIgnored() {
        assertThat(Seen.in(OPEN, up(ACK, 999, "x"), up(ACK, 1000, "ab")).texts())
                .containsExactly("ab");
    }

    @Test
    void sequenceNumbersMayWrapAround() {
        assertThat(Seen.in(up(SYN, -3, ""), up(ACK, -2, "abcd"), up(ACK, 2, "ef"))
                        .texts())
                .containsExactly("abcdef");
    }

    @Test
    void readingStopsAtAGap() {
        CapturedConnection seen =
                Seen.in(OPEN, up(ACK, 1000, "ab"), up(ACK, 1004, "ef")).only();
        assertThat(Seen.text(seen)).isEqualTo("ab");
        assertThat(seen.gap()).isTrue();
    }

    @Test
    void aResetDoesNotHideAGap() {
        CapturedConnection seen = Seen.in(OPEN, up(ACK, 1000, "ab"), up(ACK, 1004, "ef"), down(RST, 0, 0, ""))
                .only();
        assertThat(seen.gap()).isTrue();
    }

    @Test
    void aFinCountsOnceAllBytesBeforeItArrived() {
        assertThat(Seen.in(OPEN, up(FIN | ACK, 1002, "cd"), up(ACK, 1000, "ab"))
                        .only()
                        .ended())
                .isTrue();
        assertThat(Seen.in(OPEN, up(FIN | ACK, 1002, "cd")).good().withoutBytes())
                .isEqualTo(1);
    }

    @Test
    void atMostTheLimitIsKept() {
        CapturedConnection seen = Seen.in(OPEN, up(ACK, 1000, "0123456789abcdefghij"), up(FIN, 1020, "x"))
                .only();
        assertThat(Seen.text(seen)).isEqualTo("0123456789abcdef");
        assertThat(seen.full()).isTrue();
        assertThat(seen.ended()).isFalse();
    }

    @Test
    void bytesInTheSynAreRead() {
        assertThat(Seen.in(up(SYN, 999, "early"), up(ACK, 1005, "!")).texts()).containsExactly("early!");
    }

    @Test
    void aConnectionMayStartWithTheSynAck() {
        CapturedConnection seen =
                Seen.in(ACCEPT, up(ACK, 1001, "b"), up(ACK, 1000, "a")).only();
        assertThat(Seen.text(seen)).isEqualTo("ab");
        assertThat(seen.client()).isEqualTo(CLIENT);
    }

    @Test
    void aConnectionWithoutItsStartIsCountedOnce() {
        Seen seen = Seen.in(up(ACK, 1000, "a"), down(ACK, 5001, 1001, "b"), up(ACK, 1001, "c"));
        assertThat(seen.connections()).isEmpty();
        assertThat(seen.good().midway()).isEqualTo(1);
    }

    @Test
    void aClientWithoutBytesIsCounted() {
        Seen seen = Seen.in(OPEN, ACCEPT, down(ACK, 5001, 1000, "220 hello"), down(RST, 5010, 0, ""));
        assertThat(seen.connections()).isEmpty();
        assertThat(seen.good().withoutBytes()).isEqualTo(1);
        assertThat(seen.good().connections()).isEqualTo(1);
        assertThat(seen.good().packets()).isEqualTo(4);
    }

    @Test
    void reusedPortsAreAnotherConnection() {
        assertThat(Seen.in(OPEN, up(ACK, 1000, "first"), up(SYN, 70_000, ""), up(ACK, 70_001, "second"))
                        .texts())
                .containsExactly("first", "second");
    }

    @Test
    void connectionsAreInTheOrderOfTheirOpening() {
        InetSocketAddress other = new InetSocketAddress("10.1.2.4", 6000);
        assertThat(Seen.in(
                                OPEN,
                                ethernet(ip(other, SERVER, SYN, 1, 0, "")),
                                ethernet(ip(other, SERVER, FIN, 2, 0, "second")),
                                up(FIN, 1000, "first"))
                        .texts())
                .containsExactly("first", "second");
    }

    @Test
    void theOldestIsPassedOnWhenMemoryIsUsedUp() throws Exception {
        List<CapturedConnection> seen = new ArrayList<>();
        Pcap pcap = Pcap.ethernet();
        for (int port = 1; port <= 5; port++) {
            InetSocketAddress client = new InetSocketAddress("10.1.2.4", port);
            pcap.with(
                    ethernet(ip(client, SERVER, SYN, 1, 0, "")), ethernet(ip(client, SERVER, ACK, 2, 0, "0123456789")));
        }
        pcap.with(ethernet(ip(new InetSocketAddress("10.1.2.4", 1), SERVER, FIN, 12, 0, "late")));
        Capture.read(
                new ByteArrayInputStream(pcap.bytes()),
                new Connections(new Selection(100, ConnectionFilter.ALL, false), 30, seen::add));
        assertThat(seen.stream().map(Seen::text)).hasSize(5).containsOnly("0123456789");
        assertThat(seen.stream().map(CapturedConnection::gap)).containsExactly(true, true, false, false, false);
    }

    @Test
    void aSynThatIsRetriedAfterARefusalIsAnotherConnection() {
        Seen seen = Seen.in(OPEN, down(RST | ACK, 0, 1000, ""), OPEN, ACCEPT, up(ACK, 1000, "hello"));
        assertThat(seen.texts()).containsExactly("hello");
        assertThat(seen.good().withoutBytes()).isEqualTo(1);
    }

    @Test
    void aClientThatSendsFirstHasNoTurns() {
        assertThat(Seen.in(
                                OPEN,
                                ACCEPT,
                                up(ACK, 1000, 5001, "GET "),
                                down(ACK, 5001, 1004, "hi"),
                                up(ACK, 1004, 5003, "/"))
                        .only()
                        .turns())
                .containsExactly(4);
    }

    @Test
    void aServerThatSentFirstIsDetected() {
        assertThat(Seen.in(OPEN, ACCEPT, down(ACK, 5001, 1000, "220 hi"), up(ACK, 1000, 5007, "EHLO"))
                        .only()
                        .turns())
                .containsExactly(0);
    }

    @Test
    void theClientsPacketsAloneTellWhoSentFirst() {
        assertThat(Seen.in(OPEN, up(ACK, 1000, 5001, ""), up(ACK, 1000, 5007, "EHLO"), up(ACK, 1004, 5009, "MAIL"))
                        .only()
                        .turns())
                .containsExactly(0, 4);
        assertThat(Seen.in(OPEN, up(ACK, 1000, 5007, "EHLO")).only().turns()).isEmpty();
    }

    @Test
    void aServersFinIsNoData() {
        assertThat(Seen.in(OPEN, ACCEPT, down(FIN | ACK, 5001, 1000, ""), up(ACK, 1000, 5002, "GET"))
                        .only()
                        .turns())
                .isEmpty();
    }

    @Test
    void aConnectionWithoutItsStartIsReadOnRequest() {
        Selection midway = new Selection(Seen.LIMIT, ConnectionFilter.ALL, true);
        for (byte[][] packets : new byte[][][] {
            {up(ACK, 1000, 5001, "ab"), down(ACK, 5001, 1002, "x"), up(ACK, 1002, 5002, "cd")},
            {down(ACK, 5001, 1000, "x"), up(ACK, 1002, 5002, "cd"), up(ACK, 1000, 5002, "ab")}
        }) {
            CapturedConnection seen =
                    Seen.inFile(Pcap.ethernet().with(packets).bytes(), midway).only();
            assertThat(Seen.text(seen)).isEqualTo("abcd");
            assertThat(seen.client()).isEqualTo(CLIENT);
            assertThat(seen.midway()).isTrue();
            assertThat(seen.turns()).isEmpty();
        }
    }

    @Test
    void filteredConnectionsAreCounted() {
        Seen seen = Seen.inFile(
                Pcap.ethernet().with(OPEN, ACCEPT, up(ACK, 1000, "ab")).bytes(),
                new Selection(Seen.LIMIT, ConnectionFilter.parse("not port 443"), false));
        assertThat(seen.connections()).isEmpty();
        assertThat(seen.good().filtered()).isEqualTo(1);
        assertThat(seen.good().withoutBytes()).isZero();
    }
}
