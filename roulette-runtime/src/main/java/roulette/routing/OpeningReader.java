package roulette.routing;

import java.nio.channels.AsynchronousSocketChannel;
import roulette.eventloop.Step;
import roulette.eventloop.StepHandler;
import roulette.eventloop.StepOwner;

/**
 * Reads the first bytes of a client or target into its {@link OpeningBytes}, which it owns. Confined to the loop's thread.
 */
public final class OpeningReader implements Step<Integer> {
    /** Receives the result of each read. */
    public interface Listener extends StepOwner {
        /** This many more bytes were received; -1 at EOF. */
        void openingRead(int count);

        void openingFailed(Throwable cause);
    }

    private final Listener listener;
    private final AsynchronousSocketChannel channel;
    private final OpeningBytes bytes;
    private final StepHandler<Integer> handler;
    private boolean pending;
    private boolean ended;
    private boolean news;

    public OpeningReader(Listener listener, AsynchronousSocketChannel channel, OpeningBytes bytes) {
        this.listener = listener;
        this.channel = channel;
        this.bytes = bytes;
        this.handler = new StepHandler<>(listener, this);
    }

    public OpeningBytes bytes() {
        return bytes;
    }

    /** Whether a read is pending; it can't be cancelled. */
    public boolean isPending() {
        return pending;
    }

    /** Whether EOF was received. */
    public boolean ended() {
        return ended;
    }

    /** Whether bytes or EOF were received since the last router call. */
    public boolean hasNews() {
        return news;
    }

    /** The next router call gets everything received so far. */
    public void clearNews() {
        news = false;
    }

    /** Reads more bytes; the listener receives the result. Only when no read is pending. */
    public void read() {
        pending = true;
        channel.read(bytes.pinForRead(), null, handler);
    }

    @Override
    public void completed(Integer count) {
        pending = false;
        ended = count < 0;
        news = true;
        bytes.unpin();
        listener.openingRead(count);
    }

    @Override
    public void failed(Throwable cause) {
        pending = false;
        bytes.unpin();
        listener.openingFailed(cause);
    }
}
