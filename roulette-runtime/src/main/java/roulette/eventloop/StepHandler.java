package roulette.eventloop;

import java.nio.channels.CompletionHandler;
import org.jspecify.annotations.Nullable;

/**
 * The one adapter between channels and steps. Whatever escapes from a step ends its owner; without this it
 * would kill the loop's thread and lose what the step was about to start.
 */
public final class StepHandler<V extends @Nullable Object> implements CompletionHandler<V, @Nullable Void> {
    private final StepOwner owner;
    private final Step<V> step;

    public StepHandler(StepOwner owner, Step<V> step) {
        this.owner = owner;
        this.step = step;
    }

    @Override
    public void completed(V result, @Nullable Void unused) {
        try {
            step.completed(result);
        } catch (Throwable mistake) {
            owner.broke(mistake);
        }
    }

    @Override
    public void failed(Throwable cause, @Nullable Void unused) {
        try {
            step.failed(cause);
        } catch (Throwable mistake) {
            owner.broke(mistake);
        }
    }
}
