package roulette.cli;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * QUIT, on Linux. Java keeps this signal for thread dumps, lets nobody else have it, and a handler written in Java may
 * not run inside a signal. So the C library's {@code eventfd_write(int fd, eventfd_t value)} is made the handler: the
 * system calls it with the number of the signal, 3, and it writes the eight bytes of the value to descriptor 3. That is a
 * pipe and no eventfd, because the value is undefined: not every processor has a second argument for a handler. An
 * eventfd would add it up, and refuse some values; a pipe takes any eight bytes. The launcher keeps descriptor 3 free for
 * that by opening it on {@code /dev/null}; where it has not, QUIT goes on printing thread dumps.
 *
 * <p>Tools that attach to Java, such as {@code jcmd}, send QUIT unless Java was started with
 * {@code -XX:+StartAttachListener}; the launcher sees to that, too.
 */
final class QuitSignal {
    private static final Logger LOG = LoggerFactory.getLogger(QuitSignal.class);
    private static final int QUIT = 3;
    private static final long WRITTEN = 8;
    private static final Path DESCRIPTOR = Path.of("/proc/self/fd/" + QUIT);
    private static final Path RESERVED = Path.of("/dev/null");

    private final Linker linker = Linker.nativeLinker();
    private final MethodHandle read = function(
            "read",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));

    private QuitSignal() {}

    /** Calls this, on a thread of its own, whenever QUIT has come. */
    static void watch(Runnable action) {
        Thread.ofPlatform().daemon().name("roulette-quit").start(() -> {
            try {
                if (isReserved()) {
                    QuitSignal signal = new QuitSignal();
                    int descriptor = signal.install();
                    tellOfEarlier(action);
                    signal.await(descriptor, action);
                } else {
                    LOG.debug("QUIT prints a thread dump: descriptor 3 was not kept free for it");
                }
            } catch (Throwable e) {
                LOG.warn("QUIT can't be handled, use TERM: {}", e.toString());
            }
        });
    }

    private static void tellOfEarlier(Runnable action) throws InterruptedException {
        try {
            if (EarlyQuit.came()) {
                action.run();
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("whether QUIT came while Java was starting can't be told", e);
        }
    }

    private static boolean isReserved() throws IOException {
        return Files.isSymbolicLink(DESCRIPTOR)
                && Files.readSymbolicLink(DESCRIPTOR).equals(RESERVED);
    }

    /** Returns the descriptor that can be read when the signal has come. */
    private int install() throws Throwable {
        MethodHandle pipe = function("pipe", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        MethodHandle dup2 = function(
                "dup2", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        MethodHandle close = function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        MethodHandle signal = function(
                "signal", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        int in;
        int out;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
            if ((int) pipe.invokeExact(ends) != 0) {
                throw new IOException("no pipe can be opened");
            }
            out = ends.getAtIndex(ValueLayout.JAVA_INT, 0);
            in = ends.getAtIndex(ValueLayout.JAVA_INT, 1);
        }
        if ((int) dup2.invokeExact(in, QUIT) != QUIT || (int) close.invokeExact(in) != 0) {
            throw new IOException("descriptor 3 can't be made a pipe");
        }
        MemorySegment handler = linker.defaultLookup().findOrThrow("eventfd_write");
        MemorySegment before = (MemorySegment) signal.invokeExact(QUIT, handler);
        LOG.debug("QUIT is handled by {} instead of {}", handler, before);
        return out;
    }

    private void await(int descriptor, Runnable action) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(WRITTEN);
            while (true) {
                if ((long) read.invokeExact(descriptor, value, WRITTEN) == WRITTEN) {
                    action.run();
                }
            }
        }
    }

    private MethodHandle function(String name, FunctionDescriptor type) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
}
