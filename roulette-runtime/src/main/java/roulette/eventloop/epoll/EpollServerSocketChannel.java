package roulette.eventloop.epoll;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.AcceptPendingException;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.NotYetBoundException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket. Its events are level-triggered and one client is accepted per event, so that no accept call fails
 * for lack of clients and a burst of clients does not delay open connections. While no accept is pending, the event is
 * disabled. Accepted sockets inherit the options set here.
 */
final class EpollServerSocketChannel extends AsynchronousServerSocketChannel implements Pollable {
    private static final Set<SocketOption<?>> OPTIONS = Set.of(
            StandardSocketOptions.SO_RCVBUF,
            StandardSocketOptions.SO_REUSEADDR,
            StandardSocketOptions.SO_REUSEPORT,
            StandardSocketOptions.SO_KEEPALIVE,
            StandardSocketOptions.TCP_NODELAY);

    private final EpollProvider provider;
    private final EpollGroup group;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Map<SocketOption<?>, Object> options = new ConcurrentHashMap<>();
    private final Pending<EpollServerSocketChannel, AsynchronousSocketChannel> accepting;
    private volatile @Nullable FileDescriptor descriptor;

    /** The local address of all its clients, if it is bound to a single address. */
    private volatile @Nullable InetSocketAddress local;

    /** Whether the group's thread uses this channel, so that no other thread may close the descriptor. */
    private volatile boolean handedOver;

    // Confined to the group's thread.
    private final InetSocketAddress[] from = new InetSocketAddress[1];
    private int number = -1;
    private int interest;

    EpollServerSocketChannel(EpollProvider provider, EpollGroup group) {
        super(provider);
        this.provider = provider;
        this.group = group;
        accepting = new Pending<>(group);
    }

    // ---- for any thread

    @Override
    public AsynchronousServerSocketChannel bind(SocketAddress address, int backlog) throws IOException {
        group.addListening(this);
        InetSocketAddress at = (InetSocketAddress) address;
        // An IPv6 socket bound to the wildcard address accepts IPv4, too.
        ProtocolFamily family = Families.of(at.getAddress());
        FileDescriptor opened = Natives.listeningSocket(family);
        descriptor = opened;
        for (Map.Entry<SocketOption<?>, Object> option : options.entrySet()) {
            set(opened, option.getKey(), option.getValue());
        }
        Natives.bind(family, opened, at);
        if (!at.getAddress().isAnyLocalAddress()) {
            local = Natives.localAddress(opened);
        }
        Natives.listen(opened, backlog < 1 ? 50 : backlog);
        return this;
    }

    @SuppressWarnings("unchecked") // An option is set with a value of its type.
    private static <T> void set(FileDescriptor on, SocketOption<T> option, Object value) throws IOException {
        Natives.setOption(on, option, (T) value);
    }

    @Override
    public <T> AsynchronousServerSocketChannel setOption(SocketOption<T> option, T value) throws IOException {
        check(option);
        options.put(option, option.type().cast(value));
        FileDescriptor bound = descriptor;
        if (bound != null) {
            Natives.setOption(bound, option, value);
        }
        return this;
    }

    @Override
    public <T> @Nullable T getOption(SocketOption<T> option) throws IOException {
        check(option);
        FileDescriptor bound = descriptor;
        return bound == null ? option.type().cast(options.get(option)) : Natives.option(bound, option);
    }

    private void check(SocketOption<?> option) throws ClosedChannelException {
        if (!OPTIONS.contains(option)) {
            throw new UnsupportedOperationException(option + " is not an option of listening sockets");
        }
        if (closed.get()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return OPTIONS;
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        if (closed.get()) {
            throw new ClosedChannelException();
        }
        FileDescriptor bound = descriptor;
        return bound == null ? null : Natives.localAddress(bound);
    }

    @Override
    public boolean isOpen() {
        return !closed.get();
    }

    @Override
    public <A> void accept(A attachment, CompletionHandler<AsynchronousSocketChannel, ? super A> handler) {
        if (descriptor == null && !closed.get()) {
            throw new NotYetBoundException();
        }
        handedOver = true;
        if (group.isOwnThread()) {
            begin(attachment, handler);
        } else {
            group.execute(() -> begin(attachment, handler));
        }
    }

    @Override
    public Future<AsynchronousSocketChannel> accept() {
        throw new UnsupportedOperationException("accept needs a handler");
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            if (!handedOver || group.isOwnThread()) {
                release();
            } else {
                group.execute(() -> EpollGroup.closeNow(this));
            }
        }
    }

    /** On the group's thread, or before that thread uses the channel. */
    private void release() throws IOException {
        group.removeListening(this);
        FileDescriptor open = descriptor;
        if (open != null) {
            descriptor = null;
            if (number >= 0) {
                group.remove(number);
            }
            Natives.close(open);
        }
        accepting.abandon();
    }

    // ---- for the group's thread

    private <A> void begin(A attachment, CompletionHandler<AsynchronousSocketChannel, ? super A> handler) {
        if (accepting.isActive()) {
            throw new AcceptPendingException();
        }
        accepting.begin(this, attachment, handler);
        FileDescriptor listening = descriptor;
        if (listening == null) {
            accepting.fail(new ClosedChannelException());
            return;
        }
        try {
            if (number < 0) {
                number = Natives.number(listening);
                group.add(number, this);
                interest = EpollGroup.EPOLLIN;
                group.register(number, interest);
            } else {
                listen(EpollGroup.EPOLLIN);
            }
        } catch (IOException e) {
            accepting.fail(e);
        }
    }

    private void listen(int events) throws IOException {
        if (interest != events) {
            interest = events;
            group.change(number, events);
        }
    }

    @Override
    public void ready(int events) throws IOException {
        FileDescriptor listening = descriptor;
        if (listening == null) {
            return;
        }
        if (!accepting.isActive()) {
            listen(0);
            return;
        }
        FileDescriptor accepted = new FileDescriptor();
        try {
            if (!Natives.accept(listening, accepted, from)) {
                return;
            }
        } catch (IOException | RuntimeException | Error e) {
            if (accepted.valid()) {
                Natives.close(accepted);
            }
            accepting.fail(e);
            return;
        }
        EpollSocketChannel channel;
        try {
            channel = new EpollSocketChannel(provider, group, accepted, local, from[0]);
        } catch (RuntimeException | Error e) {
            Natives.close(accepted);
            accepting.fail(e);
            return;
        }
        accepting.complete(channel);
    }

    @Override
    public void closeNow() throws IOException {
        closed.set(true);
        release();
    }
}
