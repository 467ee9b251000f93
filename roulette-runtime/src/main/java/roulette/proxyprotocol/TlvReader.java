package roulette.proxyprotocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads the TLVs of a version 2 header (section 2.2, from "Type-Length-Value" on, to 2.2.5). */
final class TlvReader {
    /** The length of a TLV's type and length fields. */
    private static final int FIXED = 3;

    /** "An opaque byte sequence of up to 128 bytes." */
    private static final int LONGEST_UNIQUE_ID = 128;

    private static final int CHECKSUM_SIZE = 4;

    private TlvReader() {}

    /**
     * Reads the TLVs from an index to the end.
     *
     * @param header the whole header and nothing else
     */
    static List<Tlv> read(ByteBuffer header, int start) throws MalformedException {
        List<Tlv> tlvs = new ArrayList<>();
        boolean checked = false;
        int index = start;
        while (index < header.limit()) {
            int value = index + FIXED;
            int end = value <= header.limit() ? value + Unsigned.two(header, index + 1) : Integer.MAX_VALUE;
            if (end > header.limit()) {
                throw new MalformedException("a TLV extends beyond the header");
            }
            int type = Unsigned.one(header, index);
            if (type == Tlv.UNIQUE_ID && end - value > LONGEST_UNIQUE_ID) {
                throw new MalformedException("the unique id has " + (end - value) + " bytes");
            }
            if (type == Tlv.CRC32C) {
                if (checked) {
                    throw new MalformedException("the header has more than one checksum");
                }
                check(header, value, end - value);
                checked = true;
            }
            if (type != Tlv.NOOP) {
                tlvs.add(new Tlv(type, header.slice(value, end - value)));
            }
            index = end;
        }
        return tlvs;
    }

    /** The checksum is that of the header with zeros in the checksum's place (section 2.2.3). */
    private static void check(ByteBuffer header, int index, int size) throws MalformedException {
        if (size != CHECKSUM_SIZE) {
            throw new MalformedException("the checksum has " + size + " bytes");
        }
        CRC32C checksum = new CRC32C();
        checksum.update(header.slice(0, index));
        checksum.update(new byte[CHECKSUM_SIZE]);
        checksum.update(header.slice(index + CHECKSUM_SIZE, header.limit() - index - CHECKSUM_SIZE));
        if (checksum.getValue() != Unsigned.four(header, index)) {
            throw new MalformedException("the checksum is wrong");
        }
    }
}
