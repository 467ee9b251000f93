package roulette.testkit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roulette.api.Ended;
import roulette.api.Opening;
import roulette.api.Target;

/**
 * The end of a connection made by a test; by default it was not forwarded and no bytes were relayed. Immutable, except for
 * the router's state.
 */
public final class TestEnded implements Ended {
    private final Opening opening;
    private final @Nullable Target target;
    private final long up;
    private final long down;
    private final String end;
    private final Map<String, String> labels;

    private TestEnded(
            Opening opening, @Nullable Target target, long up, long down, String end, Map<String, String> labels) {
        this.opening = opening;
        this.target = target;
        this.up = up;
        this.down = down;
        this.end = end;
        this.labels = labels;
    }

    /** The end of this opening's connection, with the same router's state. */
    public static TestEnded of(TestOpening opening) {
        return new TestEnded(opening, null, 0, 0, "complete", Map.of());
    }

    /** The same, forwarded to this target, as {@link Target#parse} reads it. */
    public TestEnded forwardedTo(String other) {
        return new TestEnded(opening, Target.parse(other), up, down, end, labels);
    }

    /** The same, with so many bytes from the client and from the target. */
    public TestEnded bytes(long bytesUp, long bytesDown) {
        return new TestEnded(opening, target, bytesUp, bytesDown, end, labels);
    }

    /** The same, with this value of {@code end} in the access line; "complete" by default. */
    public TestEnded ending(String word) {
        return new TestEnded(opening, target, up, down, word, labels);
    }

    /** The same, with a further label. */
    public TestEnded label(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(key, value);
        return new TestEnded(opening, target, up, down, end, Collections.unmodifiableMap(more));
    }

    @Override
    public String id() {
        return opening.id();
    }

    @Override
    public String listener() {
        return opening.listener();
    }

    @Override
    public InetSocketAddress client() {
        return opening.client();
    }

    @Override
    public Optional<Target> target() {
        return Optional.ofNullable(target);
    }

    @Override
    public long bytesUp() {
        return up;
    }

    @Override
    public long bytesDown() {
        return down;
    }

    /** Always one second. */
    @Override
    public Duration duration() {
        return Duration.ofSeconds(1);
    }

    @Override
    public String end() {
        return end;
    }

    @Override
    public String reason() {
        return "";
    }

    @Override
    public Map<String, String> labels() {
        return labels;
    }

    @Override
    public <T> T state(Class<T> type, Supplier<? extends T> first) {
        return opening.state(type, first);
    }
}
