package roulette.routing;

import java.nio.channels.AsynchronousSocketChannel;
import roulette.eventloop.Step;
import roulette.eventloop.StepHandler;
import roulette.eventloop.StepOwner;

/** Opening: reads what the client says first. Confined to the loop's thread. */
public final class OpeningReader implements Step<Integer> {
    /** Hears what became of each read. */
    public interface Listener extends StepOwner {
        /** So many bytes more have come; -1: the client has ended its side. */
        void openingRead(int count);

        void openingFailed(Throwable cause);
    }

    private final Listener listener;
    private final AsynchronousSocketChannel client;
    private final OpeningBytes bytes;
    private final StepHandler<Integer> handler;
    private boolean pending;
    private boolean ended;
    private boolean news;

    public OpeningReader(Listener listener, AsynchronousSocketChannel client, OpeningBytes bytes) {
        this.listener = listener;
        this.client = client;
        this.bytes = bytes;
        this.handler = new StepHandler<>(listener, this);
    }

    /** Whether a read is waiting; it can't be taken back. */
    public boolean isPending() {
        return pending;
    }

    /** Whether the client has ended its side. */
    public boolean ended() {
        return ended;
    }

    /** Whether anything came that the router has not been asked about, be it the end. */
    public boolean hasNews() {
        return news;
    }

    /** The router is asked about all that has come. */
    public void told() {
        news = false;
    }

    /** Waits for more bytes; the listener is told of them. Only when none are being waited for. */
    public void read() {
        pending = true;
        client.read(bytes.pinForRead(), null, handler);
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
