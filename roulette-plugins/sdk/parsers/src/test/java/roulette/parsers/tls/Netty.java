package roulette.parsers.tls;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What Netty's reader of host names, written by others, makes of the same bytes. */
final class Netty {
    /** It waits for more bytes, or gives a name, "" for none: of a hello without a name, or of what is no hello. */
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
            // What follows the hello is for nobody here, and its end may surprise the handler once more.
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
