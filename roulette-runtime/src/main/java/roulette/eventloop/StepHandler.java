package roulette.eventloop;

import java.nio.channels.CompletionHandler;
import org.jspecify.annotations.Nullable;

/**
 * The only adapter between channels and steps. An exception from a step closes its owner; without this it would end the
 * loop's thread.
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
        } catch (Throwable failure) {
            owner.stepFailed(failure);
        }
    }

    @Override
    public void failed(Throwable cause, @Nullable Void unused) {
        try {
            step.failed(cause);
        } catch (Throwable failure) {
            owner.stepFailed(failure);
        }
    }
}
