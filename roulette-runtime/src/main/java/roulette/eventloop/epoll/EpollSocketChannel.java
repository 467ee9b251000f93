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
 * A socket, connected or to be connected. Buffers must be direct. Tracks readiness to avoid calls that return EAGAIN: a
 * short read has emptied the socket, so the next read waits for an event; a write is tried at once, and waits for an
 * event if the send buffer is full. Operations of other threads are handed over to the group's.
 */
final class EpollSocketChannel extends AsynchronousSocketChannel implements Pollable, ReplaceableRead, Runnable {
    private static final Set<SocketOption<?>> OPTIONS = Set.of(
            StandardSocketOptions.SO_RCVBUF,
            StandardSocketOptions.SO_SNDBUF,
            StandardSocketOptions.SO_KEEPALIVE,
            StandardSocketOptions.SO_LINGER,
            StandardSocketOptions.SO_REUSEADDR,
            StandardSocketOptions.TCP_NODELAY);
    private static final int READ_EVENTS =
            EpollGroup.EPOLLIN | EpollGroup.EPOLLPRI | EpollGroup.EPOLLRDHUP | EpollGroup.EPOLLET;
    private static final int WRITE_EVENTS = READ_EVENTS | EpollGroup.EPOLLOUT;

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

    /** The registered events. */
    private int interest;

    /** There may be data to read. */
    private boolean readable;

    /** An EOF, an error or urgent data is pending: a short read does not mean that the socket is empty. */
    private boolean ending;

    private boolean writable = true;

    /** A read is deferred. Reads begun before it runs are served by it, so that a channel gets one turn per round. */
    private boolean readDeferred;

    /** A socket to be connected. */
    EpollSocketChannel(EpollProvider provider, EpollGroup group) {
        super(provider);
        this.group = group;
        reading = new Pending<>(group);
        writing = new Pending<>(group);
    }

    /**
     * An accepted socket. Takes ownership of the descriptor.
     *
     * @param local null if only the kernel knows it
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
        // Last: if there is no memory for the entry, the caller closes the descriptor.
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
        Pending<EpollSocketChannel, @Nullable Void> pending = new Pending<>(group);
        pending.begin(this, attachment, handler);
        connecting = pending;
        remote = address;
        if (closed) {
            pending.fail(new ClosedChannelException());
            return;
        }
        try {
            ProtocolFamily family = Families.of(address.getAddress());
            FileDescriptor opened = Natives.socket(family);
            try {
                own(opened);
            } catch (OutOfMemoryError e) {
                Natives.close(opened);
                throw new IOException("no memory for another connection", e);
            }
            boolean atOnce = Natives.connect(family, opened, address);
            addInterest(WRITE_EVENTS);
            if (atOnce) {
                connected(pending);
            }
        } catch (IOException e) {
            notConnected(pending, e);
        }
    }

    private void tryConnect(Pending<EpollSocketChannel, @Nullable Void> pending, boolean error) {
        try {
            // Without an error event no further system call is needed.
            if (!error || Natives.isConnected(descriptor())) {
                connected(pending);
            }
        } catch (IOException e) {
            notConnected(pending, e);
        }
    }

    private void connected(Pending<EpollSocketChannel, @Nullable Void> pending) {
        connected = true;
        connecting = null;
        pending.complete(null);
    }

    private void notConnected(Pending<EpollSocketChannel, @Nullable Void> pending, IOException cause) {
        pending.fail(cause);
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
            deferRead();
        } else {
            try {
                addInterest(READ_EVENTS);
            } catch (IOException e) {
                reading.fail(e);
            }
        }
    }

    @Override
    public boolean replaceRead(ByteBuffer other) {
        if (!reading.isActive() || readable || readDeferred) {
            return false;
        }
        reading.replace(other);
        return true;
    }

    private void deferRead() {
        if (!readDeferred) {
            readDeferred = true;
            group.defer(this);
        }
    }

    /** Runs the deferred read. */
    @Override
    public void run() {
        readDeferred = false;
        if (reading.isActive() && (readable || !reading.subject().hasRemaining())) {
            tryRead();
        }
    }

    private void tryRead() {
        ByteBuffer to = reading.subject();
        if (!to.hasRemaining()) {
            // The system call would return 0, which otherwise means EOF.
            reading.complete(0);
            return;
        }
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
            group.bytesRead(count);
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
                addInterest(WRITE_EVENTS);
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
            throw new UnsupportedOperationException("timeouts are not supported");
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

    /** Registers these events permanently: more may be added later, none is removed. */
    private void addInterest(int events) throws IOException {
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
        boolean error = (events & (EpollGroup.EPOLLERR | EpollGroup.EPOLLHUP)) != 0;
        if (error || (events & (EpollGroup.EPOLLRDHUP | EpollGroup.EPOLLPRI)) != 0) {
            ending = true;
        }
        readable |= ending || (events & EpollGroup.EPOLLIN) != 0;
        writable |= error || (events & EpollGroup.EPOLLOUT) != 0;
        if (connecting != null) {
            if (error || (events & EpollGroup.EPOLLOUT) != 0) {
                tryConnect(connecting, error);
            }
            return;
        }
        if (writable && writing.isActive()) {
            tryWrite();
        }
        if (readable && reading.isActive() && !readDeferred) {
            if (reading.subject().remaining() < EpollGroup.LARGE) {
                tryRead();
            } else {
                deferRead();
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
                // Another thread may be setting an option, which must not be set on a reused descriptor.
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
