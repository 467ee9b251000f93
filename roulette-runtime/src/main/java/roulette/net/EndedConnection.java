package roulette.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import roulette.api.Ended;
import roulette.api.Target;
import roulette.routing.RouterState;

/** An ended connection, as its routers see it. */
record EndedConnection(AccessRecord line, Optional<Target> target, RouterState state) implements Ended {
    @Override
    public String id() {
        return line.id().get();
    }

    @Override
    public String listener() {
        return line.listener();
    }

    @Override
    public InetSocketAddress client() {
        return line.client();
    }

    @Override
    public long bytesUp() {
        return line.bytesUp();
    }

    @Override
    public long bytesDown() {
        return line.bytesDown();
    }

    @Override
    public Duration duration() {
        return line.duration();
    }

    @Override
    public String end() {
        return line.ending();
    }

    @Override
    public String reason() {
        return line.reason();
    }

    @Override
    public Map<String, String> labels() {
        return line.labels();
    }

    @Override
    public <T> T state(Class<T> type, Supplier<? extends T> first) {
        return state.get(type, first);
    }
}
