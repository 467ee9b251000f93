package roulette.parsers.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static roulette.parsers.postgres.Messages.text;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresRefusalTest {
    @Test
    void aRefusalIsAFatalErrorResponse() {
        byte[] fields = text("SFATAL\0VFATAL\0C3D000\0Mno such database\0\0");

        assertThat(PostgresRefusal.unknownDatabase("no such database"))
                .isEqualTo(ByteBuffer.allocate(5 + fields.length)
                        .put((byte) 'E')
                        .putInt(4 + fields.length)
                        .put(fields)
                        .array());
    }

    @Test
    void eachHasItsSqlState() {
        assertThat(PostgresRefusal.notAllowed("x")).isEqualTo(PostgresRefusal.of("28000", "x"));
        assertThat(PostgresRefusal.rejected("x")).isEqualTo(PostgresRefusal.of("08004", "x"));
        assertThat(PostgresRefusal.connectionFailure("x")).isEqualTo(PostgresRefusal.of("08006", "x"));
        assertThat(PostgresRefusal.cannotConnectNow("x")).isEqualTo(PostgresRefusal.of("57P03", "x"));
        assertThat(PostgresRefusal.protocolViolation("x")).isEqualTo(PostgresRefusal.of("08P01", "x"));
    }

    @Test
    void controlCharactersAreReplaced() {
        assertThat(PostgresRefusal.of("08004", "a\0b\nc\u001b[31m\u202ed\ud800e"))
                .isEqualTo(PostgresRefusal.of("08004", "a?b?c?[31m?d?e"));
    }

    @Test
    void lettersOfEveryScriptAreKept() {
        assertThat(PostgresRefusal.quoted("Stra\u00dfe \u65e5\u672c")).isEqualTo("\"Stra\u00dfe \u65e5\u672c\"");
    }

    @Test
    void aQuotedNameHasAtMost64Characters() {
        String longest = "\ud83d\ude00".repeat(64);

        assertThat(PostgresRefusal.quoted(longest)).isEqualTo('"' + longest + '"');
        assertThat(PostgresRefusal.quoted(longest + "x")).isEqualTo('"' + longest + "...\"");
        assertThat(PostgresRefusal.quoted("a\nb")).isEqualTo("\"a?b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3D00", "3D0000", "3d000", "3D00\0"})
    void anInvalidSqlStateIsRejected(String sqlState) {
        assertThatThrownBy(() -> PostgresRefusal.of(sqlState, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a SQLSTATE must have five digits or upper-case letters");
    }
}
