package roulette.parsers.tls;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The result of Netty's SNI handler, an independent implementation, for the same bytes. */
final class Netty {
    /**
     * Netty waits for more bytes, or returns a name, "" for none: a hello without a name, or bytes that are not a
     * hello.
     */
    record Verdict(boolean waits, String name) {
        static final Verdict WAITS = new Verdict(true, "");
        static final Verdict NAMELESS = new Verdict(false, "");
    }

    private Netty() {}

    static Verdict read(byte[] bytes) {
        Names names = new Names();
        EmbeddedChannel channel = new EmbeddedChannel(names);
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(bytes));
            return names.verdict;
        } catch (DecoderException e) {
            return Verdict.NAMELESS;
        } finally {
            // Bytes after the hello are irrelevant; closing may cause another exception in the handler.
            names.ended = true;
            channel.finishAndReleaseAll();
        }
    }

    private static final class Names extends AbstractSniHandler<Boolean> {
        private Verdict verdict = Verdict.WAITS;
        private boolean ended;

        @Override
        protected Future<Boolean> lookup(ChannelHandlerContext context, @Nullable String name) {
            if (!ended && verdict.waits()) {
                verdict = name == null ? Verdict.NAMELESS : new Verdict(false, name);
            }
            return context.executor().newSucceededFuture(true);
        }

        @Override
        protected void onLookupComplete(ChannelHandlerContext context, @Nullable String name, Future<Boolean> done) {
            context.pipeline().remove(this);
        }
    }
}
