package roulette.capture;

import java.nio.ByteBuffer;

/** Takes the packets of a file as they come. */
interface Packets {
    /** More than any network sends; a larger one means that the file is damaged. */
    int LARGEST = 1 << 20;

    /**
     * One packet, perhaps only the first part of it.
     *
     * @param linkType what it begins with, as the file formats number it
     */
    void packet(int linkType, ByteBuffer bytes);
}
