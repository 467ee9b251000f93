package roulette.net;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.SocketOption;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.NetworkChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Socket options that the JDK's asynchronous channels do not offer, set on their descriptors. Needs {@code --add-opens
 * java.base/sun.nio.ch=ALL-UNNAMED}; where that is missing, nothing is set and one line of the log says so.
 */
final class Descriptors {
    private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);

    private Descriptors() {}

    /**
     * Sets an option, by the channel itself if it offers that. Only while the channel is open, and only on its loop or
     * before others know it, so that the descriptor can't be another's by now.
     *
     * @return whether it is set
     */
    static <T> boolean set(NetworkChannel channel, SocketOption<T> option, T value) {
        if (!channel.isOpen()) {
            return false;
        }
        try {
            if (channel.supportedOptions().contains(option)) {
                channel.setOption(option, value);
                return true;
            }
            return Access.set(channel, option, value);
        } catch (IOException | RuntimeException e) {
            LOG.debug("could not set {}", option, e);
            return false;
        }
    }

    /** The JDK's own, once it is needed. */
    private static final class Access {
        private static final @Nullable MethodHandle SET_OPTION = setOption();
        private static final @Nullable MethodHandle OF_SOCKET = descriptor("sun.nio.ch.AsynchronousSocketChannelImpl");
        private static final @Nullable MethodHandle OF_SERVER =
                descriptor("sun.nio.ch.AsynchronousServerSocketChannelImpl");

        static <T> boolean set(NetworkChannel channel, SocketOption<T> option, T value) throws IOException {
            MethodHandle descriptor = channel instanceof AsynchronousServerSocketChannel ? OF_SERVER : OF_SOCKET;
            if (SET_OPTION == null || descriptor == null) {
                return false;
            }
            try {
                SET_OPTION.invoke(
                        (FileDescriptor) descriptor.invoke(channel), (SocketOption<?>) option, (Object) value);
                return true;
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Throwable e) {
                throw new LinkageError("could not set " + option, e);
            }
        }

        private static @Nullable MethodHandle setOption() {
            try {
                Class<?> net = Class.forName("sun.nio.ch.Net");
                return MethodHandles.privateLookupIn(net, MethodHandles.lookup())
                        .findStatic(
                                net,
                                "setSocketOption",
                                MethodType.methodType(
                                        void.class, FileDescriptor.class, SocketOption.class, Object.class));
            } catch (ReflectiveOperationException e) {
                LOG.warn(
                        "resets can't be passed on, broken connections will end cleanly ({});"
                                + " start Java with --add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        e.getMessage());
                return null;
            }
        }

        private static @Nullable MethodHandle descriptor(String channel) {
            try {
                Class<?> type = Class.forName(channel);
                return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                        .findGetter(type, "fd", FileDescriptor.class);
            } catch (ReflectiveOperationException e) {
                LOG.debug("no access to the descriptor of {}", channel, e);
                return null;
            }
        }
    }
}
