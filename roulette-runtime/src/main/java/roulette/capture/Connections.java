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
 * The connections of a capture, handed on in the order in which they were opened, each as soon as nothing can be added
 * to it or to those before it. So much is kept and no more: beyond that the oldest is handed on as it is.
 */
final class Connections {
    private static final int MOST = 100_000;
    private static final long MOST_BYTES = 32 << 20;

    private record Ends(InetSocketAddress client, InetSocketAddress server) {
        Ends reversed() {
            return new Ends(server, client);
        }
    }

    private final Selection selection;
    private final long mostBytes;
    private final Consumer<CapturedConnection> each;

    /** The latest connection between two ends, also after it was handed on: there may be more packets of it. */
    private final Map<Ends, ClientStream> latest = new LinkedHashMap<>();

    /** Those that were not handed on, in the order of their opening. */
    private final Deque<ClientStream> waiting = new ArrayDeque<>();

    private final Set<Ends> midway = new HashSet<>();
    private long bytes;
    private long opened;
    private long mute;
    private long unwanted;
    private long begunBefore;

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

    /** Connections that the filter does not want. */
    long unwanted() {
        return unwanted;
    }

    /** Connections of which the beginning is missing, and that are not wanted so. */
    long midway() {
        return begunBefore;
    }

    /** Connections with none of the client's bytes. */
    long mute() {
        return mute;
    }

    void take(Segment segment) {
        Ends ends = new Ends(segment.source(), segment.destination());
        if (segment.opens()) {
            opens(ends, segment);
        } else if (segment.acceptsOpening()) {
            accepts(ends.reversed(), segment);
        } else {
            goesOn(ends, segment);
        }
        handOn();
    }

    private void opens(Ends ends, Segment segment) {
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

    private void accepts(Ends ends, Segment segment) {
        ClientStream stream = latest.get(ends);
        if (stream == null) {
            // Which byte the server expects says what the packet that is missing was.
            stream = open(ends, segment.acknowledged(), false);
        }
        stream.serverBeginsAt(segment.sequence() + 1);
    }

    private void goesOn(Ends ends, Segment segment) {
        if (segment.length() > 0 && !latest.containsKey(ends) && !latest.containsKey(ends.reversed())) {
            beginsBefore(ends, segment);
        }
        @Nullable ClientStream stream = latest.get(ends);
        @Nullable ClientStream other = latest.get(ends.reversed());
        if (stream != null) {
            add(stream, segment.sequence(), segment);
        }
        if (other != null && segment.ends()) {
            other.serverEndsAt(segment.sequence() + segment.length());
        }
        if (segment.resets()) {
            reset(stream);
            reset(other);
        }
    }

    private static void reset(@Nullable ClientStream stream) {
        if (stream != null) {
            stream.reset();
        }
    }

    private void beginsBefore(Ends ends, Segment segment) {
        if (selection.midway() && segment.acknowledges() && !segment.resets()) {
            boolean fromClient = ends.server().getPort() <= ends.client().getPort();
            open(fromClient ? ends : ends.reversed(), fromClient ? segment.sequence() : segment.acknowledged(), true);
            return;
        }
        if (!midway.contains(ends.reversed()) && midway.add(ends)) {
            begunBefore++;
            if (midway.size() > MOST) {
                midway.clear();
            }
        }
    }

    private ClientStream open(Ends ends, int first, boolean inTheMiddle) {
        ClientStream stream = new ClientStream(ends.client(), ends.server(), first, selection.limit(), inTheMiddle);
        opened++;
        latest.remove(ends);
        latest.put(ends, stream);
        if (selection.filter().wants(ends.client(), ends.server())) {
            waiting.add(stream);
        } else {
            unwanted++;
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

    private void handOn() {
        while (!waiting.isEmpty() && (waiting.getFirst().isOver() || bytes > mostBytes || waiting.size() > MOST)) {
            handOn(waiting.removeFirst(), true);
        }
    }

    private void handOn(ClientStream stream, boolean moreMayCome) {
        CapturedConnection connection = stream.captured(moreMayCome);
        bytes -= stream.size();
        stream.release();
        if (connection.bytes().hasRemaining()) {
            each.accept(connection);
        } else {
            mute++;
        }
    }

    /** Nothing comes any more. */
    void finish() {
        while (!waiting.isEmpty()) {
            handOn(waiting.removeFirst(), false);
        }
    }
}
