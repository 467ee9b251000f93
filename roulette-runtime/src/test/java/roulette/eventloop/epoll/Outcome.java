package roulette.eventloop.epoll;

import java.nio.channels.CompletionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Records the result of an operation, and the thread that reported it. */
final class Outcome<V> implements CompletionHandler<V, Object> {
    private final CompletableFuture<V> future = new CompletableFuture<>();
    private final CompletableFuture<Thread> thread = new CompletableFuture<>();

    @Override
    public void completed(V result, Object attachment) {
        thread.complete(Thread.currentThread());
        future.complete(result);
    }

    @Override
    public void failed(Throwable cause, Object attachment) {
        thread.complete(Thread.currentThread());
        future.completeExceptionally(cause);
    }

    V get() throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    /** The failure. */
    Throwable failure() throws Exception {
        return future.handle((result, cause) -> cause == null ? new AssertionError("it succeeded: " + result) : cause)
                .get(10, TimeUnit.SECONDS);
    }

    /** The thread that called the handler. */
    Thread thread() throws Exception {
        return thread.get(10, TimeUnit.SECONDS);
    }

    boolean isDone() {
        return future.isDone();
    }
}
