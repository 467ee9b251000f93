package roulette.eventloop.epoll;

import java.nio.channels.CompletionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a handler was told, and on which thread. */
final class Answer<V> implements CompletionHandler<V, Object> {
    private final CompletableFuture<V> told = new CompletableFuture<>();
    private final CompletableFuture<Thread> by = new CompletableFuture<>();

    @Override
    public void completed(V result, Object attachment) {
        by.complete(Thread.currentThread());
        told.complete(result);
    }

    @Override
    public void failed(Throwable cause, Object attachment) {
        by.complete(Thread.currentThread());
        told.completeExceptionally(cause);
    }

    V get() throws Exception {
        return told.get(10, TimeUnit.SECONDS);
    }

    /** What it failed with. */
    Throwable failure() throws Exception {
        return told.handle((result, cause) -> cause == null ? new AssertionError("it succeeded: " + result) : cause)
                .get(10, TimeUnit.SECONDS);
    }

    /** The thread that told it. */
    Thread thread() throws Exception {
        return by.get(10, TimeUnit.SECONDS);
    }

    boolean isTold() {
        return told.isDone();
    }
}
