package roulette.eventloop;

import org.jspecify.annotations.Nullable;

/** What happens when a channel's operation has ended. Called on the loop's thread, through {@link StepHandler}. */
public interface Step<V extends @Nullable Object> {
    void completed(V result);

    void failed(Throwable cause);
}
