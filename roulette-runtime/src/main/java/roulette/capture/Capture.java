package roulette.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a capture file: classic pcap or pcapng, with packets of Ethernet, PPP, Cisco HDLC, raw IP, loopback or Linux's
 * "any" device.
 */
public final class Capture {
    private static final int MAGIC = 4;

    private final Connections connections;
    private final SkippedPackets skipped = new SkippedPackets();
    private final LinkLayer links = new LinkLayer(skipped);
    private final SegmentReader segments = new SegmentReader(skipped);
    private long packets;

    private Capture(Connections connections) {
        this.connections = connections;
    }

    /**
     * Whether a stream starts as a capture file does. Consumes nothing.
     *
     * @param stream supports marks
     */
    public static boolean isCapture(InputStream stream) throws IOException {
        return isPcap(magic(stream)) || magic(stream) == PcapngFile.SECTION;
    }

    /**
     * Reads a capture file and passes on its TCP connections, in the order in which they were opened. Memory is
     * bounded, however large the file is.
     *
     * @param stream supports marks
     * @param each receives every connection with bytes of the client
     * @throws CaptureException if the file is malformed; the connections before that were passed on
     */
    public static CaptureSummary read(InputStream stream, Selection selection, Consumer<CapturedConnection> each)
            throws IOException, CaptureException {
        return read(stream, new Connections(selection, each));
    }

    static CaptureSummary read(InputStream stream, Connections connections) throws IOException, CaptureException {
        Capture capture = new Capture(connections);
        int magic = magic(stream);
        Input input = new Input(stream);
        try {
            if (isPcap(magic)) {
                PcapFile.read(input, capture::take);
            } else if (magic == PcapngFile.SECTION) {
                PcapngFile.read(input, capture::take);
            } else {
                throw new CaptureException(0, unsupported(magic));
            }
        } catch (CaptureException e) {
            connections.finish();
            throw e;
        }
        connections.finish();
        return capture.summary();
    }

    private void take(int linkType, ByteBuffer packet) {
        packets++;
        @Nullable ByteBuffer network = links.network(linkType, packet);
        @Nullable Segment segment = network == null ? null : segments.read(network);
        if (segment != null) {
            connections.take(segment);
        }
    }

    private CaptureSummary summary() {
        return new CaptureSummary(
                packets,
                connections.opened(),
                connections.filtered(),
                connections.midway(),
                connections.withoutBytes(),
                skipped.fragments(),
                segments.truncated(),
                skipped.damagedPackets(),
                skipped.others());
    }

    private static boolean isPcap(int magic) {
        int reversed = Integer.reverseBytes(magic);
        return magic == PcapFile.MICROSECONDS
                || magic == PcapFile.NANOSECONDS
                || reversed == PcapFile.MICROSECONDS
                || reversed == PcapFile.NANOSECONDS;
    }

    /** The first four bytes; 0 if there are fewer. */
    private static int magic(InputStream stream) throws IOException {
        stream.mark(MAGIC);
        byte[] bytes = stream.readNBytes(MAGIC);
        stream.reset();
        return bytes.length < MAGIC ? 0 : ByteBuffer.wrap(bytes).getInt();
    }

    private static String unsupported(int magic) {
        return magic >>> 16 == 0x1F8B || magic == 0x28B52FFD
                ? "it is compressed; unpack it first"
                : "it is neither pcap nor pcapng";
    }
}
