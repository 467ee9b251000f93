package roulette.capture;

import java.nio.ByteBuffer;

/** Receives the packets of a file in order. */
interface Packets {
    /** Larger than any real packet: beyond this the file is damaged. */
    int LARGEST = 1 << 20;

    /**
     * Receives one packet, possibly truncated.
     *
     * @param linkType the type of its first header, as numbered by the file formats
     */
    void packet(int linkType, ByteBuffer bytes);
}
