package roulette.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another Java with the options of this one and some more, which runs a class of the tests. Closing it kills it. */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;

    private ChildJvm(Process process) {
        this.process = process;
        said = process.inputReader();
    }

    public static ChildJvm start(Class<?> main, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-D") || option.startsWith("--"))
                .forEach(command::add);
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line that it says. */
    public String line() throws IOException {
        return String.valueOf(said.readLine());
    }

    /** Tells it a line. */
    public void tell(String line) throws IOException {
        process.outputWriter().append(line).append('\n').flush();
    }

    /** Sends it a signal, such as TERM. */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Waits for its end and returns its exit code. */
    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException, IOException {
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        said.close();
    }
}
