package roulette.cli;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Whether QUIT came between the start of Java and that of {@link QuitSignal}, a tenth of a second or more. Java then
 * prints a thread dump; the only other trace is its list of the latest operations, which {@code jcmd PID VM.events}
 * prints. A thread dump that a tool requested within that time looks the same. Needs
 * {@code --add-opens jdk.management/com.sun.management.internal=ALL-UNNAMED}.
 */
final class EarlyQuit {
    private static final String THREAD_DUMP = "VM operation: PrintThreads";

    private EarlyQuit() {}

    static boolean came() throws ReflectiveOperationException, InterruptedException {
        awaitEarlierSignals();
        // Loads the native library of the methods below.
        ManagementFactory.getOperatingSystemMXBean();
        Class<?> type = Class.forName("com.sun.management.internal.DiagnosticCommandImpl");
        Method commands = type.getDeclaredMethod("getDiagnosticCommandMBean");
        Method execute = type.getDeclaredMethod("executeDiagnosticCommand", String.class);
        commands.setAccessible(true);
        execute.setAccessible(true);
        return String.valueOf(execute.invoke(commands.invoke(null), "VM.events"))
                .contains(THREAD_DUMP);
    }

    /** Java's signal thread handles signals one by one, low numbers first: when URG arrives, QUIT was handled. */
    private static void awaitEarlierSignals() throws InterruptedException {
        CountDownLatch handled = new CountDownLatch(1);
        Signal urgent = new Signal("URG");
        SignalHandler before = Signal.handle(urgent, signal -> handled.countDown());
        Signal.raise(urgent);
        if (!handled.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Java handles no signals");
        }
        Signal.handle(urgent, before);
    }
}
