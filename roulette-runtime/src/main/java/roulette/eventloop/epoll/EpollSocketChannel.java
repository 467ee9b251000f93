package roulette.eventloop.epoll;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.ReadPendingException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.WritePendingException;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connected socket, or one to be. Buffers are direct ones. Knows whether the last event is used up, so that nothing is
 * tried in vain: a read that brought less than it might have has emptied the socket, and the next waits for an event; a
 * write is tried at once, and waits where the kernel had no room. What is done from other threads is handed over.
 */
final class EpollSocketChannel extends AsynchronousSocketChannel implements Pollable, ReplaceableRead, Runnable {
    private static final Set<SocketOption<?>> OPTIONS = Set.of(
            StandardSocketOptions.SO_RCVBUF,
            StandardSocketOptions.SO_SNDBUF,
            StandardSocketOptions.SO_KEEPALIVE,
            StandardSocketOptions.SO_LINGER,
            StandardSocketOptions.SO_REUSEADDR,
            StandardSocketOptions.TCP_NODELAY);
    private static final int TO_READ =
            EpollGroup.EPOLLIN | EpollGroup.EPOLLPRI | EpollGroup.EPOLLRDHUP | EpollGroup.EPOLLET;
    private static final int TO_WRITE = TO_READ | EpollGroup.EPOLLOUT;

    private final EpollGroup group;
    private final Pending<ByteBuffer, Integer> reading;
    private final Pending<ByteBuffer, Integer> writing;
    private @Nullable Pending<EpollSocketChannel, @Nullable Void> connecting;
    private @Nullable FileDescriptor descriptor;
    private @Nullable InetSocketAddress local;
    private @Nullable InetSocketAddress remote;
    private volatile boolean closed;
    private boolean connected;
    private boolean outputEnded;
    private int number = -1;

    /** What the kernel was asked to tell. */
    private int interest;

    /** There may be something to read. */
    private boolean readable;

    /** The end, an error or an urgent byte is near: a short read does not mean that nothing is left. */
    private boolean ending;

    private boolean writable = true;

    /** A read is put off: whoever reads before that is served then, lest the channel have two turns in each round. */
    private boolean readPutOff;

    /** One that will connect. */
    EpollSocketChannel(EpollProvider provider, EpollGroup group) {
        super(provider);
        this.group = group;
        reading = new Pending<>(group);
        writing = new Pending<>(group);
    }

    /**
     * One that was accepted. Takes the descriptor over.
     *
     * @param local null where only the kernel knows
     */
    EpollSocketChannel(
            EpollProvider provider,
            EpollGroup group,
            FileDescriptor accepted,
            @Nullable InetSocketAddress local,
            InetSocketAddress remote) {
        this(provider, group);
        this.local = local;
        this.remote = remote;
        connected = true;
        own(accepted);
    }

    private void own(FileDescriptor opened) {
        number = Natives.number(opened);
        group.add(number, this);
        // Last: without memory for the entry the descriptor is not ours to close.
        descriptor = opened;
    }

    private FileDescriptor descriptor() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (descriptor == null) {
            throw new NotYetConnectedException();
        }
        return descriptor;
    }

    // ---- connect

    @Override
    @SuppressWarnings("NullAway") // The JDK's type does not say that this result is always null.
    public <A> void connect(SocketAddress to, A attachment, CompletionHandler<Void, ? super A> handler) {
        InetSocketAddress address = (InetSocketAddress) to;
        if (address.isUnresolved()) {
            throw new UnresolvedAddressException();
        }
        if (!group.isOwnThread()) {
            group.execute(() -> connect(to, attachment, handler));
            return;
        }
        if (connected) {
            throw new AlreadyConnectedException();
        }
        if (connecting != null) {
            throw new ConnectionPendingException();
        }
        Pending<EpollSocketChannel, @Nullable Void> begun = new Pending<>(group);
        begun.begin(this, attachment, handler);
        connecting = begun;
        remote = address;
        if (closed) {
            begun.fail(new ClosedChannelException());
            return;
        }
        try {
            ProtocolFamily family = Families.of(address.getAddress());
            FileDescriptor opened = Natives.socket(family);
            try {
                own(opened);
            } catch (OutOfMemoryError e) {
                Natives.close(opened);
                throw new IOException("no memory for one more connection", e);
            }
            boolean atOnce = Natives.connect(family, opened, address);
            want(TO_WRITE);
            if (atOnce) {
                connected(begun);
            }
        } catch (IOException e) {
            notConnected(begun, e);
        }
    }

    private void tryConnect(Pending<EpollSocketChannel, @Nullable Void> begun, boolean wrong) {
        try {
            // Where nothing is wrong, the kernel need not be asked once more.
            if (!wrong || Natives.isConnected(descriptor())) {
                connected(begun);
            }
        } catch (IOException e) {
            notConnected(begun, e);
        }
    }

    private void connected(Pending<EpollSocketChannel, @Nullable Void> begun) {
        connected = true;
        connecting = null;
        begun.complete(null);
    }

    private void notConnected(Pending<EpollSocketChannel, @Nullable Void> begun, IOException cause) {
        begun.fail(cause);
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public Future<Void> connect(SocketAddress to) {
        throw new UnsupportedOperationException("connect needs a handler");
    }

    // ---- read

    @Override
    public <A> void read(
            ByteBuffer to, long timeout, TimeUnit unit, A attachment, CompletionHandler<Integer, ? super A> handler) {
        check(to, timeout);
        if (!group.isOwnThread()) {
            group.execute(() -> read(to, timeout, unit, attachment, handler));
            return;
        }
        if (reading.isActive()) {
            throw new ReadPendingException();
        }
        reading.begin(to, attachment, handler);
        if (closed || !connected) {
            reading.fail(unusable());
        } else if (readable || !to.hasRemaining()) {
            putReadOff();
        } else {
            try {
                want(TO_READ);
            } catch (IOException e) {
                reading.fail(e);
            }
        }
    }

    @Override
    public boolean replaceRead(ByteBuffer other) {
        if (!reading.isActive() || readable || readPutOff) {
            return false;
        }
        reading.replace(other);
        return true;
    }

    private void putReadOff() {
        if (!readPutOff) {
            readPutOff = true;
            group.soon(this);
        }
    }

    /** A read that was put off. */
    @Override
    public void run() {
        readPutOff = false;
        if (reading.isActive() && (readable || !reading.subject().hasRemaining())) {
            tryRead();
        }
    }

    private void tryRead() {
        ByteBuffer to = reading.subject();
        int count;
        try {
            count = Natives.read(descriptor(), to);
        } catch (IOException | RuntimeException | Error e) {
            reading.fail(e);
            return;
        }
        if (count == Natives.UNAVAILABLE) {
            readable = false;
        } else {
            group.moved(count);
            if (count > 0 && to.hasRemaining() && !ending) {
                readable = false;
            }
            reading.complete(count);
        }
    }

    // ---- write

    @Override
    public <A> void write(
            ByteBuffer from, long timeout, TimeUnit unit, A attachment, CompletionHandler<Integer, ? super A> handler) {
        check(from, timeout);
        if (!group.isOwnThread()) {
            group.execute(() -> write(from, timeout, unit, attachment, handler));
            return;
        }
        if (writing.isActive()) {
            throw new WritePendingException();
        }
        writing.begin(from, attachment, handler);
        if (closed || !connected || outputEnded) {
            writing.fail(unusable());
        } else if (writable) {
            tryWrite();
        }
    }

    private void tryWrite() {
        int count;
        try {
            count = Natives.write(descriptor(), writing.subject());
            if (count == Natives.UNAVAILABLE) {
                writable = false;
                want(TO_WRITE);
            }
        } catch (IOException | RuntimeException | Error e) {
            writing.fail(e);
            return;
        }
        if (count != Natives.UNAVAILABLE) {
            writing.complete(count);
        }
    }

    private Exception unusable() {
        return closed || connected ? new ClosedChannelException() : new NotYetConnectedException();
    }

    private static void check(ByteBuffer buffer, long timeout) {
        if (timeout > 0) {
            throw new UnsupportedOperationException("no time-outs");
        }
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("not a direct buffer");
        }
    }

    @Override
    public Future<Integer> read(ByteBuffer to) {
        throw new UnsupportedOperationException("read needs a handler");
    }

    @Override
    public Future<Integer> write(ByteBuffer from) {
        throw new UnsupportedOperationException("write needs a handler");
    }

    @Override
    public <A> void read(
            ByteBuffer[] to,
            int offset,
            int length,
            long timeout,
            TimeUnit unit,
            A attachment,
            CompletionHandler<Long, ? super A> handler) {
        throw new UnsupportedOperationException("one buffer at a time");
    }

    @Override
    public <A> void write(
            ByteBuffer[] from,
            int offset,
            int length,
            long timeout,
            TimeUnit unit,
            A attachment,
            CompletionHandler<Long, ? super A> handler) {
        throw new UnsupportedOperationException("one buffer at a time");
    }

    // ---- events

    /** Asks the kernel for these events, once and for all: more may be asked for later, never less. */
    private void want(int events) throws IOException {
        if (interest == 0) {
            interest = events;
            group.register(number, events);
        } else if ((interest | events) != interest) {
            interest |= events;
            group.change(number, interest);
        }
    }

    @Override
    public void ready(int events) {
        if (closed) {
            return;
        }
        boolean wrong = (events & (EpollGroup.EPOLLERR | EpollGroup.EPOLLHUP)) != 0;
        if (wrong || (events & (EpollGroup.EPOLLRDHUP | EpollGroup.EPOLLPRI)) != 0) {
            ending = true;
        }
        readable |= ending || (events & EpollGroup.EPOLLIN) != 0;
        writable |= wrong || (events & EpollGroup.EPOLLOUT) != 0;
        if (connecting != null) {
            if (wrong || (events & EpollGroup.EPOLLOUT) != 0) {
                tryConnect(connecting, wrong);
            }
            return;
        }
        if (writable && writing.isActive()) {
            tryWrite();
        }
        if (readable && reading.isActive() && !readPutOff) {
            if (reading.subject().remaining() < EpollGroup.LARGE) {
                tryRead();
            } else {
                putReadOff();
            }
        }
    }

    // ---- close

    @Override
    public AsynchronousSocketChannel shutdownOutput() throws IOException {
        Natives.endOutput(descriptor());
        outputEnded = true;
        return this;
    }

    @Override
    public AsynchronousSocketChannel shutdownInput() {
        throw new UnsupportedOperationException("input can't be shut down");
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        if (group.isOwnThread()) {
            closeNow();
        } else {
            closed = true;
            group.execute(() -> EpollGroup.closeNow(this));
        }
    }

    @Override
    public void closeNow() throws IOException {
        closed = true;
        try {
            FileDescriptor open = descriptor;
            if (open != null) {
                group.remove(number);
                // Another thread may be setting an option, which must not be set on the next one with this number.
                synchronized (this) {
                    descriptor = null;
                    Natives.close(open);
                }
            }
        } finally {
            if (connecting != null) {
                connecting.abandon();
            }
            reading.abandon();
            writing.abandon();
        }
    }

    // ---- options and addresses

    @Override
    public AsynchronousSocketChannel bind(SocketAddress local) {
        throw new UnsupportedOperationException("the kernel chooses the port");
    }

    @Override
    public <T> AsynchronousSocketChannel setOption(SocketOption<T> option, T value) throws IOException {
        check(option);
        synchronized (this) {
            Natives.setOption(descriptor(), option, value);
        }
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        check(option);
        return Natives.option(descriptor(), option);
    }

    private static void check(SocketOption<?> option) {
        if (!OPTIONS.contains(option)) {
            throw new UnsupportedOperationException(option + " is not an option of sockets");
        }
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return OPTIONS;
    }

    @Override
    public SocketAddress getLocalAddress() throws IOException {
        FileDescriptor open = descriptor();
        InetSocketAddress known = local;
        if (known == null) {
            known = Natives.localAddress(open);
            local = known;
        }
        return known;
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        return connected ? remote : null;
    }
}
