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
 * Looks names up, for a bounded time. The system's resolver blocks in native code, which would pin the carrier of a
 * virtual thread, so a bounded number of platform threads does it. For any thread.
 */
final class Lookup implements AutoCloseable {
    private static final int THREADS = 16;
    private static final int WAITING = 1000;

    private final NameService names;
    private final ThreadPoolExecutor threads;

    /** Turns a name into addresses, and may take its time. */
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
     * The addresses of a name, each once, in the order of the name service.
     *
     * @throws UnknownHostException where there is no answer, with a message that says why
     */
    List<InetAddress> addresses(Host.Name name, Duration patience) throws UnknownHostException, InterruptedException {
        FutureTask<InetAddress[]> task = new FutureTask<>(() -> names.lookup(name.name()));
        try {
            threads.execute(task);
            return Stream.of(task.get(patience.toNanos(), TimeUnit.NANOSECONDS))
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
