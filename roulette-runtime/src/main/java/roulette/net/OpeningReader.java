package roulette.net;

/** Opening: reads what the client says first. Confined to the loop's thread. */
final class OpeningReader implements Step<Integer> {
    private final Connection connection;
    private final OpeningBytes bytes;
    private final Guard<Integer> guard;
    private boolean pending;
    private boolean ended;
    private boolean news;

    OpeningReader(Connection connection, OpeningBytes bytes) {
        this.connection = connection;
        this.bytes = bytes;
        this.guard = new Guard<>(connection, this);
    }

    /** Whether a read is waiting; it can't be taken back. */
    boolean isPending() {
        return pending;
    }

    /** Whether the client has ended its side. */
    boolean ended() {
        return ended;
    }

    /** Whether anything came that the router has not been asked about, be it the end. */
    boolean hasNews() {
        return news;
    }

    /** The router is asked about all that has come. */
    void told() {
        news = false;
    }

    /** Waits for more bytes; the connection is told of them. Only when none are being waited for. */
    void read() {
        pending = true;
        connection.client.read(bytes.pinForRead(), null, guard);
    }

    @Override
    public void completed(Integer count) {
        pending = false;
        ended = count < 0;
        if (count > 0) {
            connection.passage.said(count);
        }
        news = true;
        bytes.unpin();
        connection.openingRead();
    }

    @Override
    public void failed(Throwable cause) {
        pending = false;
        bytes.unpin();
        connection.openingFailed(cause);
    }
}
