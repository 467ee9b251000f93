package roulette.cli.trial;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roulette.api.Opening;
import roulette.routing.RouterState;

/** The opening that a router sees during one call. */
record SimulatedOpening(
        ConnectionInfo info,
        ByteBuffer readOnly,
        boolean ended,
        boolean full,
        int replies,
        Duration remaining,
        RouterState state)
        implements Opening {
    @Override
    public String id() {
        return "trial";
    }

    @Override
    public <T> T state(Class<T> type, Supplier<? extends T> first) {
        return state.get(type, first);
    }

    @Override
    public InetSocketAddress client() {
        return info.client();
    }

    @Override
    public InetSocketAddress local() {
        return info.local();
    }

    @Override
    public Optional<ByteBuffer> tlv(int type) {
        @Nullable ByteBuffer value = info.tlvs().get(type);
        return Optional.ofNullable(value).map(ByteBuffer::asReadOnlyBuffer);
    }

    @Override
    public String listener() {
        return info.listener();
    }

    @Override
    public ByteBuffer bytes() {
        return readOnly.duplicate();
    }
}
