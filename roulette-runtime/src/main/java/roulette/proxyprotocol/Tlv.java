package roulette.proxyprotocol;

import java.nio.ByteBuffer;

/**
 * A TLV of a version 2 header (section 2.2, "Type-Length-Value").
 *
 * @param type 0 to 255
 * @param value a copy of its bytes
 */
public record Tlv(int type, ByteBuffer value) {
    /** The checksum of the whole header (section 2.2.3). */
    static final int CRC32C = 0x03;

    /** Padding (section 2.2.4). */
    static final int NOOP = 0x04;

    /** The sender's identifier of this connection (section 2.2.5). */
    static final int UNIQUE_ID = 0x05;

    public Tlv {
        value = ByteBuffer.allocate(value.remaining())
                .put(0, value, value.position(), value.remaining())
                .asReadOnlyBuffer();
    }

    /** The value, as a new read-only view. */
    @Override
    public ByteBuffer value() {
        return value.asReadOnlyBuffer();
    }
}
