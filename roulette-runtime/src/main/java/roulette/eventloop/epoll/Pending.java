package roulette.eventloop.epoll;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CompletionHandler;
import org.jspecify.annotations.Nullable;

/**
 * The one operation of its kind that a channel may have begun, and whose handler has not been told how it went. Empty
 * before the handler is called, so that it may begin the next. A success is told at once, within whatever made it so; a
 * failure is told after that. Confined to the group's thread.
 *
 * @param <S> what the operation works on
 * @param <V> its result
 */
final class Pending<S, V extends @Nullable Object> {
    private final EpollGroup group;
    private @Nullable S subject;
    private @Nullable Object attachment;
    private @Nullable CompletionHandler<V, @Nullable Object> handler;

    Pending(EpollGroup group) {
        this.group = group;
    }

    boolean isActive() {
        return handler != null;
    }

    /** What the operation works on, while there is one. */
    S subject() {
        if (subject == null) {
            throw new IllegalStateException("nothing was begun");
        }
        return subject;
    }

    @SuppressWarnings("unchecked") // The attachment goes to no other handler than the one it came with.
    <A extends @Nullable Object> void begin(S on, A with, CompletionHandler<V, ? super A> tell) {
        subject = on;
        attachment = with;
        handler = (CompletionHandler<V, @Nullable Object>) tell;
    }

    /** Has the operation, of which nothing is done so far, work on something else. */
    void replace(S on) {
        subject = on;
    }

    void complete(V result) {
        CompletionHandler<V, @Nullable Object> tell = handler;
        Object with = attachment;
        clear();
        if (tell != null) {
            if (group.deepen()) {
                try {
                    tell.completed(result, with);
                } finally {
                    group.rise();
                }
            } else {
                group.soon(() -> tell.completed(result, with));
            }
        }
    }

    void fail(Throwable cause) {
        CompletionHandler<V, @Nullable Object> tell = handler;
        Object with = attachment;
        if (tell != null) {
            // Made first, so that nothing is lost where there is no memory for it.
            Runnable notice = () -> tell.failed(cause, with);
            clear();
            group.soon(notice);
        }
    }

    /** The channel was closed. */
    void abandon() {
        if (isActive()) {
            fail(new AsynchronousCloseException());
        }
    }

    private void clear() {
        subject = null;
        attachment = null;
        handler = null;
    }
}
