package roulette.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was read from a capture. */
record Seen(List<CapturedConnection> connections, @Nullable CaptureSummary summary, String problem) {
    static final int LIMIT = 16;

    static final Selection ALL = new Selection(LIMIT, ConnectionFilter.ALL, false);

    static Seen inFile(byte[] file) {
        return inFile(file, ALL);
    }

    static Seen inFile(byte[] file, Selection selection) {
        List<CapturedConnection> connections = new ArrayList<>();
        try {
            CaptureSummary summary = Capture.read(new ByteArrayInputStream(file), selection, connections::add);
            return new Seen(connections, summary, "");
        } catch (CaptureException e) {
            return new Seen(connections, null, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Seen in(byte[]... packets) {
        return inFile(Pcap.ethernet().with(packets).bytes());
    }

    CaptureSummary good() {
        if (summary == null) {
            throw new AssertionError(problem);
        }
        return summary;
    }

    /** Requires a single connection. */
    CapturedConnection only() {
        good();
        if (connections.size() != 1) {
            throw new AssertionError("there is not one connection, but " + connections);
        }
        return connections.getFirst();
    }

    /** The bytes of each client. */
    List<String> texts() {
        return connections.stream().map(Seen::text).toList();
    }

    static String text(CapturedConnection connection) {
        ByteBuffer bytes = connection.bytes();
        return StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }
}
