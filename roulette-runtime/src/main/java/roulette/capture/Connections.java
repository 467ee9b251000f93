package roulette.capture;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a capture, passed on in the order in which they were opened, each as soon as it and all before it
 * are closed. Their number and memory are limited: beyond that the oldest is passed on as it is.
 */
final class Connections {
    private static final int MOST = 100_000;
    private static final long MOST_BYTES = 32 << 20;

    private record Endpoints(InetSocketAddress client, InetSocketAddress server) {
        Endpoints reversed() {
            return new Endpoints(server, client);
        }
    }

    private final Selection selection;
    private final long mostBytes;
    private final Consumer<CapturedConnection> each;

    /** The latest connection between two endpoints, also after it was passed on: more packets of it may follow. */
    private final Map<Endpoints, ClientStream> latest = new LinkedHashMap<>();

    /** Connections not passed on yet, in the order of their opening. */
    private final Deque<ClientStream> waiting = new ArrayDeque<>();

    private final Set<Endpoints> midway = new HashSet<>();
    private long bytes;
    private long opened;
    private long withoutBytes;
    private long filtered;
    private long startMissing;

    Connections(Selection selection, Consumer<CapturedConnection> each) {
        this(selection, MOST_BYTES, each);
    }

    Connections(Selection selection, long mostBytes, Consumer<CapturedConnection> each) {
        this.selection = selection;
        this.mostBytes = mostBytes;
        this.each = each;
    }

    long opened() {
        return opened;
    }

    /** Connections that the filter does not select. */
    long filtered() {
        return filtered;
    }

    /** Connections whose start was not captured, unless they are selected. */
    long midway() {
        return startMissing;
    }

    /** Connections without bytes of the client. */
    long withoutBytes() {
        return withoutBytes;
    }

    void take(Segment segment) {
        Endpoints ends = new Endpoints(segment.source(), segment.destination());
        if (segment.isSyn()) {
            syn(ends, segment);
        } else if (segment.isSynAck()) {
            synAck(ends.reversed(), segment);
        } else {
            other(ends, segment);
        }
        passOn();
    }

    private void syn(Endpoints ends, Segment segment) {
        int first = segment.sequence() + 1;
        ClientStream stream = latest.get(ends);
        if (stream == null || !stream.isOpenedBy(first)) {
            if (stream != null) {
                stream.close();
            }
            stream = open(ends, first, false);
        }
        add(stream, first, segment);
    }

    private void synAck(Endpoints ends, Segment segment) {
        ClientStream stream = latest.get(ends);
        if (stream == null) {
            // The SYN was not captured; the acknowledgement tells its sequence.
            stream = open(ends, segment.acknowledged(), false);
        }
        stream.serverBeginsAt(segment.sequence() + 1);
    }

    private void other(Endpoints ends, Segment segment) {
        if (segment.length() > 0 && !latest.containsKey(ends) && !latest.containsKey(ends.reversed())) {
            startsBeforeCapture(ends, segment);
        }
        @Nullable ClientStream stream = latest.get(ends);
        @Nullable ClientStream other = latest.get(ends.reversed());
        if (stream != null) {
            add(stream, segment.sequence(), segment);
        }
        if (other != null && segment.isFin()) {
            other.serverEndsAt(segment.sequence() + segment.length());
        }
        if (segment.isReset()) {
            reset(stream);
            reset(other);
        }
    }

    private static void reset(@Nullable ClientStream stream) {
        if (stream != null) {
            stream.reset();
        }
    }

    private void startsBeforeCapture(Endpoints ends, Segment segment) {
        if (selection.midway() && segment.isAck() && !segment.isReset()) {
            boolean fromClient = ends.server().getPort() <= ends.client().getPort();
            open(fromClient ? ends : ends.reversed(), fromClient ? segment.sequence() : segment.acknowledged(), true);
            return;
        }
        if (!midway.contains(ends.reversed()) && midway.add(ends)) {
            startMissing++;
            if (midway.size() > MOST) {
                midway.clear();
            }
        }
    }

    private ClientStream open(Endpoints ends, int first, boolean startMissing) {
        ClientStream stream = new ClientStream(ends.client(), ends.server(), first, selection.limit(), startMissing);
        opened++;
        latest.remove(ends);
        latest.put(ends, stream);
        if (selection.filter().selects(ends.client(), ends.server())) {
            waiting.add(stream);
        } else {
            filtered++;
            stream.release();
        }
        if (latest.size() > MOST) {
            Iterator<ClientStream> oldest = latest.values().iterator();
            oldest.next().close();
            oldest.remove();
        }
        return stream;
    }

    private void add(ClientStream stream, int sequence, Segment segment) {
        int before = stream.size();
        stream.take(sequence, segment);
        bytes += stream.size() - before;
    }

    private void passOn() {
        while (!waiting.isEmpty() && (waiting.getFirst().isClosed() || bytes > mostBytes || waiting.size() > MOST)) {
            passOn(waiting.removeFirst(), true);
        }
    }

    private void passOn(ClientStream stream, boolean moreMayCome) {
        CapturedConnection connection = stream.captured(moreMayCome);
        bytes -= stream.size();
        stream.release();
        if (connection.bytes().hasRemaining()) {
            each.accept(connection);
        } else {
            withoutBytes++;
        }
    }

    /** Passes on the rest at the end of the capture. */
    void finish() {
        while (!waiting.isEmpty()) {
            passOn(waiting.removeFirst(), false);
        }
    }
}
