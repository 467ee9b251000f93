package roulette.routers.socks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Resolves names within a bounded time. The system's resolver blocks in native code, which would pin a virtual thread's
 * carrier, so a bounded number of platform threads runs it. Thread-safe.
 */
final class Lookup implements AutoCloseable {
    private static final int THREADS = 16;
    private static final int WAITING = 1000;

    private final NameService names;
    private final ThreadPoolExecutor threads;

    /** Resolves a name to addresses; may block. */
    interface NameService {
        InetAddress[] lookup(String name) throws UnknownHostException;
    }

    Lookup(NameService names) {
        this.names = names;
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                task -> Thread.ofPlatform().daemon().name("socks-lookup").unstarted(task));
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * The addresses of a name, without duplicates, in the name service's order.
     *
     * @throws UnknownHostException if there is no answer, with the reason as its message
     */
    List<InetAddress> addresses(Host.Name name, Duration timeout) throws UnknownHostException, InterruptedException {
        FutureTask<InetAddress[]> task = new FutureTask<>(() -> names.lookup(name.name()));
        try {
            threads.execute(task);
            return Stream.of(task.get(timeout.toNanos(), TimeUnit.NANOSECONDS))
                    .map(Addresses::plain)
                    .distinct()
                    .toList();
        } catch (RejectedExecutionException e) {
            throw unknown("too many names are being looked up", e);
        } catch (TimeoutException e) {
            throw unknown("its name was not looked up in time", e);
        } catch (ExecutionException e) {
            throw unknown("its name could not be looked up", e);
        } finally {
            if (task.cancel(true)) {
                threads.remove(task);
            }
        }
    }

    private static UnknownHostException unknown(String reason, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(reason);
        unknown.initCause(cause);
        return unknown;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
