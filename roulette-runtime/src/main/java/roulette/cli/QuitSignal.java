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
 * Handles QUIT, on Linux. Java reserves this signal for thread dumps, and Java code can't run in a signal handler. So
 * the C library's {@code eventfd_write(int fd, eventfd_t value)} is installed as the handler: the system calls it with
 * the signal's number, 3, and it writes the eight bytes of the value to descriptor 3. That is a pipe, not an eventfd,
 * because the value is undefined: not every processor passes a handler a second argument. An eventfd would add the
 * values up and refuse some; a pipe accepts any eight bytes. The launcher reserves descriptor 3 by opening it on
 * {@code /dev/null}; if it has not, QUIT still prints thread dumps.
 *
 * <p>Tools that attach to Java, such as {@code jcmd}, send QUIT unless Java was started with
 * {@code -XX:+StartAttachListener}; the launcher sets that, too.
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

    /** Calls this on a thread of its own for each QUIT. */
    static void watch(Runnable action) {
        Thread.ofPlatform().daemon().name("roulette-quit").start(() -> {
            try {
                if (isReserved()) {
                    QuitSignal signal = new QuitSignal();
                    int descriptor = signal.install();
                    runIfQuitCameEarlier(action);
                    signal.await(descriptor, action);
                } else {
                    LOG.debug("QUIT prints a thread dump: descriptor 3 was not reserved");
                }
            } catch (Throwable e) {
                LOG.warn("QUIT can't be handled, use TERM: {}", e.toString());
            }
        });
    }

    private static void runIfQuitCameEarlier(Runnable action) throws InterruptedException {
        try {
            if (EarlyQuit.came()) {
                action.run();
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("can't tell whether QUIT came while Java was starting", e);
        }
    }

    private static boolean isReserved() throws IOException {
        return Files.isSymbolicLink(DESCRIPTOR)
                && Files.readSymbolicLink(DESCRIPTOR).equals(RESERVED);
    }

    /** Returns the descriptor that becomes readable on the signal. */
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
