package roulette.net;

import java.nio.channels.CompletionHandler;
import org.jspecify.annotations.Nullable;

/**
 * The one adapter between channels and steps. Whatever escapes from a step closes that connection; without this it
 * would kill the loop's thread and lose what the step was about to start.
 */
final class Guard<V extends @Nullable Object> implements CompletionHandler<V, @Nullable Void> {
    private final Connection connection;
    private final Step<V> step;

    Guard(Connection connection, Step<V> step) {
        this.connection = connection;
        this.step = step;
    }

    @Override
    public void completed(V result, @Nullable Void unused) {
        try {
            step.completed(result);
        } catch (Throwable mistake) {
            connection.broke(mistake);
        }
    }

    @Override
    public void failed(Throwable cause, @Nullable Void unused) {
        try {
            step.failed(cause);
        } catch (Throwable mistake) {
            connection.broke(mistake);
        }
    }
}
