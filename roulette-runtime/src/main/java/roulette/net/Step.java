package roulette.net;

import org.jspecify.annotations.Nullable;

/** What happens when a channel's operation has ended. Called on the loop's thread, through {@link Guard}. */
interface Step<V extends @Nullable Object> {
    void completed(V result);

    void failed(Throwable cause);
}
