package roulette.parsers.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.postgres.Messages.GSS_ENC;
import static roulette.parsers.postgres.Messages.SSL;
import static roulette.parsers.postgres.Messages.cancel;
import static roulette.parsers.postgres.Messages.hex;
import static roulette.parsers.postgres.Messages.message;
import static roulette.parsers.postgres.Messages.request;
import static roulette.parsers.postgres.Messages.startup;
import static roulette.parsers.postgres.Messages.text;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.parsers.Pieces;
import roulette.parsers.Reading;
import roulette.parsers.postgres.PostgresOpening.CancelRequest;
import roulette.parsers.postgres.PostgresOpening.GssEncRequest;
import roulette.parsers.postgres.PostgresOpening.SslRequest;
import roulette.parsers.postgres.PostgresOpening.Startup;

class PostgresOpeningTest {
    /** As psql 15 sends it. */
    private static final byte[] PSQL =
            startup("user", "alice", "database", "orders", "application_name", "psql", "client_encoding", "UTF8");

    static final List<byte[]> GOOD = List.of(
            SSL,
            GSS_ENC,
            PSQL,
            startup("user", "alice"),
            cancel(4711, hex("0badcafe")),
            cancel(4711, new byte[256]),
            message(3, 2, text("user\0alice\0database\0orders\0_pq_.trace\0on\0\0")));

    private static Reading<PostgresOpening> read(byte[] bytes) {
        return PostgresOpening.read(ByteBuffer.wrap(bytes));
    }

    private static Reading<PostgresOpening> facts(PostgresOpening facts, int length) {
        return Reading.facts(facts, length);
    }

    @Test
    void aRequestForTlsIsRead() {
        assertThat(read(hex("00000008 04d2162f"))).isEqualTo(facts(new SslRequest(), 8));
    }

    @Test
    void aRequestForGssapiEncryptionIsRead() {
        assertThat(read(hex("00000008 04d21630"))).isEqualTo(facts(new GssEncRequest(), 8));
    }

    @Test
    void aRequestToCancelIsReadWithItsKey() {
        assertThat(read(hex("00000010 04d2162e 00001267 0badcafe")))
                .isEqualTo(facts(new CancelRequest(4711, ByteBuffer.wrap(hex("0badcafe"))), 16));
    }

    @Test
    void theKeyOfARequestToCancelHas4To256Bytes() {
        assertThat(read(cancel(1, new byte[256])))
                .isEqualTo(facts(new CancelRequest(1, ByteBuffer.wrap(new byte[256])), 268));
        assertThat(read(cancel(1, new byte[257]))).isEqualTo(Reading.malformed("a request with an invalid length"));
        assertThat(read(cancel(1, new byte[3]))).isEqualTo(Reading.malformed("a request with an invalid length"));
    }

    @Test
    void theKeyIsNotInTheText() {
        assertThat(new CancelRequest(4711, ByteBuffer.wrap(text("secret"))))
                .hasToString("CancelRequest[processId=4711]");
    }

    @Test
    void aStartupIsRead() {
        assertThat(read(PSQL))
                .isEqualTo(facts(
                        new Startup(
                                3, 0, "alice", "orders", Map.of("application_name", "psql", "client_encoding", "UTF8")),
                        PSQL.length));
    }

    @Test
    void protocol32IsRead() {
        byte[] message = message(3, 2, text("user\0alice\0database\0orders\0\0"));

        assertThat(read(message)).isEqualTo(facts(new Startup(3, 2, "alice", "orders", Map.of()), message.length));
    }

    @Test
    void everyMinorVersionIsRead() {
        byte[] message = message(3, 0xffff, text("user\0alice\0\0"));

        assertThat(read(message)).isEqualTo(facts(new Startup(3, 0xffff, "alice", "alice", Map.of()), message.length));
    }

    @Test
    void theDatabaseDefaultsToTheUserName() {
        Startup expected = new Startup(3, 0, "alice", "alice", Map.of());

        assertThat(read(startup("user", "alice"))).isEqualTo(facts(expected, 20));
        assertThat(read(startup("user", "alice", "database", ""))).isEqualTo(facts(expected, 30));
    }

    @Test
    void theLastOfRepeatedParametersCounts() {
        byte[] message = startup("user", "alice", "database", "a", "user", "bob", "database", "b", "x", "1", "x", "2");

        assertThat(read(message)).isEqualTo(facts(new Startup(3, 0, "bob", "b", Map.of("x", "2")), message.length));
    }

    @Test
    void namesAreUtf8AndKeepTheirCase() {
        byte[] message = startup("user", "J\u00f6rg", "database", "Stra\u00dfe");

        assertThat(read(message))
                .isEqualTo(facts(new Startup(3, 0, "J\u00f6rg", "Stra\u00dfe", Map.of()), message.length));
    }

    @Test
    void parametersKeepTheirOrder() {
        assertThat(read(startup("z", "1", "user", "alice", "a", "2", "m", "")))
                .isInstanceOfSatisfying(
                        Reading.Facts.class,
                        facts -> assertThat(facts.facts())
                                .isInstanceOfSatisfying(
                                        Startup.class,
                                        startup -> assertThat(startup.parameters())
                                                .containsExactly(
                                                        Map.entry("z", "1"), Map.entry("a", "2"), Map.entry("m", ""))));
    }

    @Test
    void aMessageOf10004BytesIsTheLongest() {
        byte[] longest = startup("user", "alice", "options", "x".repeat(10_004 - 8 - 11 - 8 - 2));

        assertThat(longest).hasSize(10_004);
        assertThat(read(longest)).isInstanceOf(Reading.Facts.class);
        assertThat(read(hex("00002715"))).isEqualTo(Reading.notThis("not the length of a PostgreSQL first message"));
    }

    @ParameterizedTest
    @FieldSource("GOOD")
    void everyTruncationIsPartialAndWhatFollowsChangesNothing(byte[] whole) {
        assertThat(new Pieces<>(PostgresOpening::read).facts(whole)).isNotNull();
    }

    @Test
    void theFactsOutliveTheBuffer() {
        byte[] bytes = cancel(4711, hex("0badcafe"));
        Reading<PostgresOpening> reading = read(bytes);
        Arrays.fill(bytes, (byte) 0);

        assertThat(reading).isEqualTo(read(cancel(4711, hex("0badcafe"))));
    }

    @ParameterizedTest
    @CsvSource({
        "16, TLS from the first byte on",
        "160301, TLS from the first byte on",
        "47, not the length of a PostgreSQL first message",
        "01, not the length of a PostgreSQL first message",
        "0001, not the length of a PostgreSQL first message",
        "000028, not the length of a PostgreSQL first message",
        "00000007, not the length of a PostgreSQL first message",
        "00002715, not the length of a PostgreSQL first message",
        "ffffffff, not the length of a PostgreSQL first message",
        "00000128 0002, 'PostgreSQL protocol 1 or 2, which is no longer supported'",
        "00000128 0001, 'PostgreSQL protocol 1 or 2, which is no longer supported'",
        "00000008 0000, not the code of a PostgreSQL first message",
        "00000008 0004, not the code of a PostgreSQL first message",
        "00000008 01, not the code of a PostgreSQL first message",
        "00000008 04d3, not the code of a PostgreSQL first message",
        "00000008 04d217, not the code of a PostgreSQL first message",
        "00000008 04d2162d, not the code of a PostgreSQL first message",
        "00000008 04d21631, not the code of a PostgreSQL first message",
    })
    void otherProtocolsAreRuledOutAtTheFirstWrongByte(String hex, String reason) {
        byte[] bytes = hex(hex);

        assertThat(read(Arrays.copyOf(bytes, bytes.length - 1)))
                .isIn(Reading.partial(), Reading.notThis("TLS from the first byte on"), Reading.notThis(reason));
        assertThat(read(bytes)).isEqualTo(Reading.notThis(reason));
        assertThat(read(Arrays.copyOf(bytes, 400))).isEqualTo(Reading.notThis(reason));
    }

    @Test
    void anEncryptionRequestHasNoContents() {
        assertThat(read(message(1234, 5679, new byte[1])))
                .isEqualTo(Reading.malformed("a request with an invalid length"));
        assertThat(read(message(1234, 5680, new byte[4])))
                .isEqualTo(Reading.malformed("a request with an invalid length"));
        assertThat(read(request(5678))).isEqualTo(Reading.malformed("a request with an invalid length"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user\0alice\0",
                "user\0alice",
                "user\0alice\0\0\0",
                "user\0alice\0\0database\0b\0\0",
                "user\0alice\0database\0\0",
                "user\0alice\0database\0",
                "user\0alice\0database",
                "user\0alice\0x",
            })
    void aStartupWithoutItsTerminatorAsTheLastByteIsMalformed(String contents) {
        assertThat(read(message(3, 0, text(contents))))
                .isEqualTo(Reading.malformed("a startup message without its terminator as the last byte"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0", "us er\0", "\1", "user\377", "user"})
    void contentsWithoutAParameterNameAreAnotherProtocol(String contents) {
        assertThat(read(message(3, 0, text(contents))))
                .isEqualTo(
                        Reading.notThis("not a PostgreSQL startup message: it does not start with a parameter name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "database\0orders\0\0", "user\0\0\0", "user\0alice\0user\0\0\0", "User\0alice\0\0"})
    void aStartupWithoutAUserIsMalformed(String contents) {
        assertThat(read(message(3, 0, text(contents))))
                .isEqualTo(Reading.malformed("a startup message without a user"));
    }
}
