package roulette.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import roulette.net.Proxy;

/** {@code roulette demo}: the parity router with two web servers behind it, without any setup. */
@Command(
        name = "demo",
        description = "Run two small web servers and the parity router in front of them.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    private static final int EVEN = 9999;
    private static final int ODD = 9998;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The proxy's port on localhost (default: ${DEFAULT-VALUE}).")
    private int port;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Signals signals = main.signals();
        try (DemoBackend even = DemoBackend.start("even", EVEN);
                DemoBackend odd = DemoBackend.start("odd", ODD);
                Assembly assembly = assemble(even, odd);
                Proxy proxy = assembly.open(signals)) {
            explain(even, odd);
            return new RunningProxy(proxy, assembly.configuration().timeouts().drain(), signals).untilStopped();
        }
    }

    /** As for any proxy, the configuration is a file. */
    private Assembly assemble(DemoBackend even, DemoBackend odd) throws IOException, ProblemsException {
        Path file = Files.createTempFile("roulette-demo", ".toml");
        try {
            Files.writeString(file, """
                    [[listeners]]
                    bind = "localhost:%d"
                    router = "parity"

                    [routers.parity]
                    even = "%s"
                    odd = "%s"

                    [timeouts]
                    drain = "1s"
                    """.formatted(port, even.address(), odd.address()));
            return Assembly.of(file, main.home());
        } finally {
            Files.delete(file);
        }
    }

    private void explain(DemoBackend even, DemoBackend odd) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("""
                The proxy listens on http://localhost:%1$d. Its router sends clients with an even port to %2$s
                and those with an odd port to %3$s.

                  curl http://localhost:%1$d                       whichever port you happen to have
                  curl --local-port 50000 http://localhost:%1$d    the even backend
                  curl --local-port 50001 http://localhost:%1$d    the odd backend

                Ctrl-C ends it.
                """, port, even.address(), odd.address());
        out.flush();
    }
}
