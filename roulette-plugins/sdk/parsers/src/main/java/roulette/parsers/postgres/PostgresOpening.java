package roulette.parsers.postgres;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import roulette.parsers.Reading;

/**
 * The first message of a PostgreSQL client, in the frontend/backend protocol 3. It has no type, only a length and a
 * code: two 16-bit numbers that are a protocol version, or one of three requests. A client whose encryption request is
 * declined sends another first message on the same connection.
 *
 * <p>Direct TLS ({@code sslnegotiation=direct} of PostgreSQL 17) is another protocol here, and so are the protocols 1
 * and 2, which servers dropped in PostgreSQL 14. As on a server, a message has at most 10,004 bytes; of repeated
 * parameters the last value counts.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">Message Formats</a>
 */
public sealed interface PostgresOpening {
    /** Reads the first message, from the buffer's position on. */
    static Reading<PostgresOpening> read(ByteBuffer bytes) {
        return FirstMessage.read(bytes);
    }

    /** Requests TLS. The reply is one byte: {@code S} and then TLS, or {@code N}. */
    record SslRequest() implements PostgresOpening {}

    /** Requests GSSAPI encryption. The reply is one byte: {@code G} and then GSSAPI, or {@code N}. */
    record GssEncRequest() implements PostgresOpening {}

    /**
     * Cancels the current query of another connection. There is no reply: the server processes it and closes.
     *
     * @param processId the other connection's id, assigned by its server
     * @param secretKey its secret: 4 bytes in protocol 3.0, 4 to 256 from 3.2 on; a read-only view
     */
    record CancelRequest(int processId, ByteBuffer secretKey) implements PostgresOpening {
        public CancelRequest {
            ByteBuffer copy = ByteBuffer.allocate(secretKey.remaining());
            secretKey = copy.put(secretKey.duplicate()).flip().asReadOnlyBuffer();
        }

        /** The key, as a new read-only view. */
        @Override
        public ByteBuffer secretKey() {
            return secretKey.asReadOnlyBuffer();
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "CancelRequest[processId=" + processId + "]";
        }
    }

    /**
     * The startup message. Text is read as UTF-8, because the client's encoding is not known yet; malformed bytes
     * become U+FFFD. No text contains U+0000.
     *
     * @param major the protocol's version, 3
     * @param minor the protocol's minor version, 0 to 65535; a server replies with the one it supports
     * @param user the user's name, not empty
     * @param database the database name: the user's if the client sent none, as on servers. Servers ignore it for
     *     physical replication
     * @param parameters all other parameters, by name, in order: {@code application_name}, {@code options}, {@code
     *     replication} and others
     */
    record Startup(int major, int minor, String user, String database, Map<String, String> parameters)
            implements PostgresOpening {
        public Startup {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }
    }
}
