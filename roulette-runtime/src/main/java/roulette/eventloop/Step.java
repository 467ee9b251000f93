package roulette.eventloop;

import org.jspecify.annotations.Nullable;

/** The continuation of a channel operation. Called on the loop's thread, through {@link StepHandler}. */
public interface Step<V extends @Nullable Object> {
    void completed(V result);

    void failed(Throwable cause);
}
