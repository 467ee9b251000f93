package roulette.parsers.postgres;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import roulette.parsers.Reading;

/**
 * The first message of a PostgreSQL client, in the frontend/backend protocol 3. It has no type, only a length and a
 * code: two numbers of 16 bits that are a protocol version, or one of three requests. A client that asked for
 * encryption and was told that there is none says a further first message on the same connection.
 *
 * <p>TLS from the first byte on ({@code sslnegotiation=direct} of PostgreSQL 17) is not this, and neither are the
 * protocols 1 and 2, which servers have not spoken since PostgreSQL 14. Rules of a server that this keeps: a message
 * has at most 10,004 bytes; what is named twice has its last value.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">Message Formats</a>
 */
public sealed interface PostgresOpening {
    /** Reads the first message, from the buffer's position on. */
    static Reading<PostgresOpening> read(ByteBuffer bytes) {
        return FirstMessage.read(bytes);
    }

    /** May we speak TLS? The answer is one byte: {@code S} and then TLS, or {@code N}. */
    record SslRequest() implements PostgresOpening {}

    /** May we speak with GSSAPI encryption? The answer is one byte: {@code G} and then GSSAPI, or {@code N}. */
    record GssEncRequest() implements PostgresOpening {}

    /**
     * Stop what another connection is doing. It is not answered: the server closes when it has done so.
     *
     * @param processId which connection, as its server has told it
     * @param secretKey that it is the right one: 4 bytes in protocol 3.0, 4 to 256 from 3.2 on; a read-only view
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
     * Who wants to be connected to what. Text is read as UTF-8 whatever encoding the client has, since it has not said
     * so yet; bytes that are none become U+FFFD. Nothing here has a character 0.
     *
     * @param major the protocol's version, 3
     * @param minor the rest of the protocol's version, 0 to 65535; a server answers with what it knows of it
     * @param user the user's name, not empty
     * @param database the database's name: the user's, where the client named none, as in servers. In a connection for
     *     physical replication servers take no notice of it
     * @param parameters all else that the client has set, by name, in its order: {@code application_name},
     *     {@code options}, {@code replication} and others
     */
    record Startup(int major, int minor, String user, String database, Map<String, String> parameters)
            implements PostgresOpening {
        public Startup {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }
    }
}
