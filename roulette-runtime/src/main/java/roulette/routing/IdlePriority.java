package roulette.routing;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets Linux's scheduling policy {@code SCHED_IDLE}: such threads run only when no other thread is runnable, see
 * sched(7). A thread can't leave it without privileges.
 */
final class IdlePriority {
    private static final Logger LOG = LoggerFactory.getLogger(IdlePriority.class);
    private static final Path CURRENT = Path.of("/proc/thread-self");
    private static final int SCHED_IDLE = 5;
    private static final int UNKNOWN = -1;

    private final @Nullable MethodHandle setScheduler;

    IdlePriority() {
        Linker linker = Linker.nativeLinker();
        setScheduler = linker.defaultLookup()
                .find("sched_setscheduler")
                .map(function -> linker.downcallHandle(
                        function,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS)))
                .orElse(null);
    }

    /** The kernel's id of the current thread, or -1 if unknown. */
    static int currentThread() {
        try {
            return Integer.parseInt(
                    Files.readSymbolicLink(CURRENT).getFileName().toString());
        } catch (IOException e) {
            LOG.debug("the thread id is known only on Linux with /proc", e);
            return UNKNOWN;
        }
    }

    /** Returns false if the system has no such policy, refuses it, or the thread has ended. */
    boolean give(int thread) {
        if (setScheduler == null || thread == UNKNOWN) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment priority = arena.allocateFrom(ValueLayout.JAVA_INT, 0);
            return (int) setScheduler.invokeExact(thread, SCHED_IDLE, priority) == 0;
        } catch (Throwable error) {
            throw new AssertionError("the function is declared to throw nothing", error);
        }
    }
}
