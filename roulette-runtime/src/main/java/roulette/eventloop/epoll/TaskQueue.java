package roulette.eventloop.epoll;

import java.nio.channels.ShutdownChannelGroupException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Tasks that other threads give to the thread of a group. Its signal is sent once for all tasks that are added until the
 * thread takes them: the thread that sets {@code signalled} from false to true sends it.
 */
final class TaskQueue {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final Runnable signal;
    private final Consumer<Runnable> runner;
    private volatile boolean finished;

    /**
     * @param signal wakes the group's thread; not called after {@link #finish}
     * @param runner runs a task on that thread, and throws nothing
     */
    TaskQueue(Runnable signal, Consumer<Runnable> runner) {
        this.signal = signal;
        this.runner = runner;
    }

    /**
     * For any thread.
     *
     * @throws ShutdownChannelGroupException if the group's thread has ended
     */
    void add(Runnable task) {
        tasks.add(task);
        if (!finished) {
            signal();
        }
        // Where it was not removed, finish() runs it.
        if (finished && tasks.remove(task)) {
            throw new ShutdownChannelGroupException();
        }
    }

    /** Wakes the group's thread, unless that is under way. For any thread. */
    void signal() {
        if (signalled.compareAndSet(false, true)) {
            synchronized (signalled) {
                if (!finished) {
                    signal.run();
                }
            }
        }
    }

    /** Runs all tasks, after the signal was received. On the group's thread. */
    void runSignalled() {
        // Before a task is taken: a thread that adds one that is not seen here signals again.
        signalled.set(false);
        runAll();
    }

    /** Runs all tasks. On the group's thread. */
    void runAll() {
        Runnable task = tasks.poll();
        while (task != null) {
            runner.accept(task);
            task = tasks.poll();
        }
    }

    /** Refuses tasks from now on, and runs those that are there. On the group's thread. */
    void finish() {
        synchronized (signalled) {
            finished = true;
        }
        runAll();
    }
}
