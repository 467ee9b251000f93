package roulette.eventloop.jdk;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.SocketOption;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.NetworkChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Socket options that the JDK's asynchronous channels do not offer, set on their descriptors. Needs {@code --add-opens
 * java.base/sun.nio.ch=ALL-UNNAMED}; {@link #require} fails if that is missing.
 */
public final class Descriptors {
    private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);

    private Descriptors() {}

    /**
     * Checks for access to descriptors. Without it a reset can't be passed on, and a truncated download would look
     * complete.
     *
     * @throws IOException if this JVM does not allow it; the message says what to do
     */
    public static void require() throws IOException {
        try {
            Access.find();
        } catch (LinkageError e) {
            boolean closed = e.getCause() instanceof IllegalAccessException;
            throw new IOException(
                    "resets can't be passed on to clients and targets, so a truncated download would look complete: "
                            + (closed
                                    ? "Java was started without --add-opens=java.base/sun.nio.ch=ALL-UNNAMED; start with"
                                            + " bin/roulette, or add that option"
                                    : "Java " + Runtime.version() + " offers no access to a socket's descriptor that"
                                            + " Roulette knows (" + e.getCause() + "); start Java 25"),
                    e);
        }
    }

    /**
     * Sets an option, through the channel itself if it supports that. For any thread; on a listening socket, only
     * before other threads use it. If the channel is closed meanwhile nothing is set, not even on a new channel that
     * reuses its descriptor.
     *
     * @return whether it is set
     */
    public static <T> boolean set(NetworkChannel channel, SocketOption<T> option, T value) {
        if (!channel.isOpen()) {
            return false;
        }
        try {
            if (channel.supportedOptions().contains(option)) {
                channel.setOption(option, value);
            } else {
                Access.set(channel, option, value);
            }
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.debug("could not set {}", option, e);
            return false;
        }
    }

    /** The JDK's internal methods and fields; initialization fails if they are inaccessible or missing. */
    private static final class Access {
        private static final MethodHandle SET_OPTION = setOption();
        private static final String SOCKET = "sun.nio.ch.AsynchronousSocketChannelImpl";
        private static final MethodHandle OF_SOCKET = descriptor(SOCKET);

        /** Acquires the lock that closing needs, until {@link #END}: the descriptor stays open in between. */
        private static final MethodHandle BEGIN = method(SOCKET, "begin");

        private static final MethodHandle END = method(SOCKET, "end");
        private static final MethodHandle OF_SERVER = descriptor("sun.nio.ch.AsynchronousServerSocketChannelImpl");

        /** Initializes this class. */
        static void find() {
            LOG.debug("options are set by {}", SET_OPTION);
        }

        static <T> void set(NetworkChannel channel, SocketOption<T> option, T value) throws IOException {
            try {
                if (channel instanceof AsynchronousServerSocketChannel) {
                    set((FileDescriptor) OF_SERVER.invoke(channel), option, value);
                } else {
                    try {
                        // Holds the lock even if it throws because the channel is closed.
                        BEGIN.invoke(channel);
                        set((FileDescriptor) OF_SOCKET.invoke(channel), option, value);
                    } finally {
                        END.invoke(channel);
                    }
                }
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Throwable e) {
                throw new LinkageError("could not set " + option, e);
            }
        }

        private static <T> void set(FileDescriptor descriptor, SocketOption<T> option, T value) throws Throwable {
            SET_OPTION.invoke(descriptor, (SocketOption<?>) option, (Object) value);
        }

        private static MethodHandle method(String channel, String name) {
            try {
                Class<?> type = Class.forName(channel);
                return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                        .findVirtual(type, name, MethodType.methodType(void.class));
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private static MethodHandle setOption() {
            try {
                Class<?> net = Class.forName("sun.nio.ch.Net");
                return MethodHandles.privateLookupIn(net, MethodHandles.lookup())
                        .findStatic(
                                net,
                                "setSocketOption",
                                MethodType.methodType(
                                        void.class, FileDescriptor.class, SocketOption.class, Object.class));
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private static MethodHandle descriptor(String channel) {
            try {
                Class<?> type = Class.forName(channel);
                return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                        .findGetter(type, "fd", FileDescriptor.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }
}
