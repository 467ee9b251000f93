package roulette.net;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousSocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the next close of a channel a reset (RST) instead of a clean end (FIN), so that a broken stream does not look
 * complete to the other side. Asynchronous channels do not offer SO_LINGER; this sets it on their descriptor, which
 * needs {@code --add-opens java.base/sun.nio.ch=ALL-UNNAMED}. Where that is missing, closes stay clean and one line of
 * the log says so.
 */
final class Reset {
    private static final Logger LOG = LoggerFactory.getLogger(Reset.class);
    private static final @Nullable MethodHandle SET_OPTION = setOption();
    private static final @Nullable MethodHandle DESCRIPTOR = descriptor();

    private Reset() {}

    /** Only while the channel is open, and only on its loop, so that the descriptor can't be another's by now. */
    static void onClose(AsynchronousSocketChannel channel) {
        if (SET_OPTION == null || DESCRIPTOR == null || !channel.isOpen()) {
            return;
        }
        try {
            FileDescriptor descriptor = (FileDescriptor) DESCRIPTOR.invoke(channel);
            SET_OPTION.invoke(descriptor, (SocketOption<?>) StandardSocketOptions.SO_LINGER, (Object) 0);
        } catch (IOException | RuntimeException e) {
            LOG.debug("could not prepare a reset: the close will be a clean one", e);
        } catch (Throwable e) {
            throw new LinkageError("could not prepare a reset", e);
        }
    }

    private static @Nullable MethodHandle setOption() {
        try {
            Class<?> net = Class.forName("sun.nio.ch.Net");
            return MethodHandles.privateLookupIn(net, MethodHandles.lookup())
                    .findStatic(
                            net,
                            "setSocketOption",
                            MethodType.methodType(void.class, FileDescriptor.class, SocketOption.class, Object.class));
        } catch (ReflectiveOperationException e) {
            LOG.warn(
                    "resets can't be passed on, broken connections will end cleanly ({});"
                            + " start Java with --add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                    e.getMessage());
            return null;
        }
    }

    private static @Nullable MethodHandle descriptor() {
        try {
            Class<?> channel = Class.forName("sun.nio.ch.AsynchronousSocketChannelImpl");
            return MethodHandles.privateLookupIn(channel, MethodHandles.lookup())
                    .findGetter(channel, "fd", FileDescriptor.class);
        } catch (ReflectiveOperationException e) {
            LOG.debug("no access to the descriptor of a channel", e);
            return null;
        }
    }
}
