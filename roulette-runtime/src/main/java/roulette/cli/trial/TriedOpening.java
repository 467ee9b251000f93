package roulette.cli.trial;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roulette.api.Opening;

/** The opening that a router sees during one call. */
record TriedOpening(Caller caller, ByteBuffer readOnly, boolean ended, boolean full, int replies) implements Opening {
    @Override
    public InetSocketAddress client() {
        return caller.client();
    }

    @Override
    public InetSocketAddress local() {
        return caller.local();
    }

    @Override
    public Optional<ByteBuffer> tlv(int type) {
        @Nullable ByteBuffer value = caller.tlvs().get(type);
        return Optional.ofNullable(value).map(ByteBuffer::asReadOnlyBuffer);
    }

    @Override
    public String listener() {
        return caller.listener();
    }

    @Override
    public ByteBuffer bytes() {
        return readOnly.duplicate();
    }
}
