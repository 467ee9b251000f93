package roulette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** QUIT, in a process of its own that was started as the launcher does. */
class QuitSignalTest {
    /** Prints "ready" when QUIT is watched, and "QUIT" for each one. For a value, calls the handler with it. */
    public static void main(String[] values) throws Throwable {
        QuitSignal.watch(() -> System.out.println("QUIT"));
        // The handler is installed once descriptor 3 is no longer the launcher's.
        while (Files.readSymbolicLink(Path.of("/proc/self/fd/3")).equals(Path.of("/dev/null"))) {
            Thread.onSpinWait();
        }
        System.out.println("ready");
        MethodHandle handler = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("eventfd_write"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
        for (String value : values) {
            int unused = (int) handler.invokeExact(3, Long.parseLong(value));
        }
        System.in.read();
    }

    private static Process start(String... values) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "exec \"$@\" 3</dev/null",
                "sh",
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                QuitSignalTest.class.getName()));
        command.addAll(List.of(values));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void quitIsHandledWhateverTheSecondArgumentOfTheHandlerIs() throws Exception {
        // On processors that pass none, its value is undefined.
        List<String> values = List.of("0", "-1", "-2", "1", Long.toString(Long.MAX_VALUE));
        Process process = start(values.toArray(String[]::new));
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("ready");
            for (String value : values) {
                assertThat(output.readLine()).as("after the value %s", value).isEqualTo("QUIT");
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
