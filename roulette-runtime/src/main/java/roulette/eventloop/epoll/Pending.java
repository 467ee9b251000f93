package roulette.eventloop.epoll;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CompletionHandler;
import org.jspecify.annotations.Nullable;

/**
 * A channel's pending operation of one kind, if any, with its handler. Cleared before the handler is called, so that it
 * may begin the next operation. A success is reported directly; a failure is deferred. Confined to the group's thread.
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

    /** What the operation works on. Only while one is pending. */
    S subject() {
        if (subject == null) {
            throw new IllegalStateException("no operation is pending");
        }
        return subject;
    }

    @SuppressWarnings("unchecked") // The attachment is only passed to the handler it came with.
    <A extends @Nullable Object> void begin(S on, A with, CompletionHandler<V, ? super A> then) {
        subject = on;
        attachment = with;
        handler = (CompletionHandler<V, @Nullable Object>) then;
    }

    /** Replaces the subject of an operation that has not transferred anything. */
    void replace(S on) {
        subject = on;
    }

    void complete(V result) {
        CompletionHandler<V, @Nullable Object> called = handler;
        Object with = attachment;
        clear();
        if (called != null) {
            if (group.enterHandler()) {
                try {
                    called.completed(result, with);
                } finally {
                    group.leaveHandler();
                }
            } else {
                group.defer(() -> called.completed(result, with));
            }
        }
    }

    void fail(Throwable cause) {
        CompletionHandler<V, @Nullable Object> called = handler;
        Object with = attachment;
        if (called != null) {
            // Allocated first: if there is no memory for it, the operation stays pending.
            Runnable notice = () -> called.failed(cause, with);
            clear();
            group.defer(notice);
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
