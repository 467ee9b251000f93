package roulette.eventloop;

import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousSocketChannel;
import roulette.eventloop.jdk.Descriptors;

/**
 * Makes the next close of a channel a reset (RST) instead of a clean end (FIN), so that a broken stream does not look
 * complete to the other side.
 */
public final class Reset {
    private Reset() {}

    /** For any thread. Does nothing if the channel is closed. */
    public static void onClose(AsynchronousSocketChannel channel) {
        Descriptors.set(channel, StandardSocketOptions.SO_LINGER, 0);
    }
}
