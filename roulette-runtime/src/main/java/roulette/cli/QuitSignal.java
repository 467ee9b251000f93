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
 * system calls it with the number of the signal, 3, and it makes descriptor 3 readable. The launcher keeps descriptor 3
 * free for that by opening it on {@code /dev/null}; where it has not, QUIT goes on printing thread dumps.
 *
 * <p>Tools that attach to Java, such as {@code jcmd}, send QUIT unless Java was started with
 * {@code -XX:+StartAttachListener}; the launcher sees to that, too.
 */
final class QuitSignal {
    private static final Logger LOG = LoggerFactory.getLogger(QuitSignal.class);
    private static final int QUIT = 3;
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
                    signal.install();
                    signal.await(action);
                } else {
                    LOG.debug("QUIT prints a thread dump: descriptor 3 was not kept free for it");
                }
            } catch (Throwable e) {
                LOG.warn("QUIT can't be handled, use TERM: {}", e.toString());
            }
        });
    }

    private static boolean isReserved() throws IOException {
        return Files.isSymbolicLink(DESCRIPTOR)
                && Files.readSymbolicLink(DESCRIPTOR).equals(RESERVED);
    }

    private void install() throws Throwable {
        MethodHandle eventfd = function(
                "eventfd", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        MethodHandle dup2 = function(
                "dup2", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        MethodHandle close = function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        MethodHandle signal = function(
                "signal", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        int event = (int) eventfd.invokeExact(0, 0);
        if (event < 0 || (int) dup2.invokeExact(event, QUIT) != QUIT || (int) close.invokeExact(event) != 0) {
            throw new IOException("descriptor 3 can't be made an event");
        }
        MemorySegment handler = linker.defaultLookup().findOrThrow("eventfd_write");
        MemorySegment before = (MemorySegment) signal.invokeExact(QUIT, handler);
        LOG.debug("QUIT is handled by {} instead of {}", handler, before);
    }

    private void await(Runnable action) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(ValueLayout.JAVA_LONG);
            while (true) {
                long bytes = (long) read.invokeExact(QUIT, count, ValueLayout.JAVA_LONG.byteSize());
                if (bytes == ValueLayout.JAVA_LONG.byteSize()) {
                    action.run();
                }
            }
        }
    }

    private MethodHandle function(String name, FunctionDescriptor type) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
}
