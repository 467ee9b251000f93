package roulette.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import roulette.api.Router;
import roulette.api.Target;
import roulette.net.ListenException;
import roulette.net.Proxy;

/** {@code roulette demo}: two web servers and a router that uses them in turn, without any setup. */
@Command(
        name = "demo",
        description = "Run two small web servers, and in front of them a router that uses them in turn.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    private static final int FIRST = 9998;
    private static final int SECOND = 9999;
    private static final int HIGHEST_PORT = 65535;

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
        if (port < 0 || port > HIGHEST_PORT) {
            throw new ParameterException(spec.commandLine(), "a port is 0 to " + HIGHEST_PORT + ", not " + port);
        }
        Signals signals = main.signals();
        try (DemoBackend first = DemoBackend.start("first", FIRST);
                DemoBackend second = DemoBackend.start("second", SECOND);
                Assembly assembly = assemble(first, second);
                Proxy proxy = open(assembly, signals)) {
            explain(proxy.addresses().values().iterator().next().getPort(), first, second);
            return new RunningProxy(proxy, assembly.configuration().timeouts().drain(), signals).untilStopped();
        }
    }

    /** As for any proxy, the configuration is a file. */
    private Assembly assemble(DemoBackend first, DemoBackend second) throws IOException, ProblemsException {
        Path file = Files.createTempFile("roulette-demo", ".toml");
        try {
            Files.writeString(file, """
                    [[listeners]]
                    bind = "localhost:%d"
                    router = "%s"

                    [timeouts]
                    drain = "1s"
                    """.formatted(port, InTurnRouter.NAME));
            Router router = new InTurnRouter(Target.parse(first.address()), Target.parse(second.address()));
            return Assembly.of(file, main.home(), Map.of(InTurnRouter.NAME, router));
        } finally {
            Files.delete(file);
        }
    }

    private Proxy open(Assembly assembly, Signals signals) throws IOException, ListenException, ProblemsException {
        try {
            return assembly.open(signals);
        } catch (ListenException e) {
            if (e.getCause() instanceof SocketException cause) {
                throw new IOException(
                        "the demo can't listen on localhost:%d: %s; choose another port: roulette demo --port PORT"
                                .formatted(port, cause.getMessage()),
                        e);
            }
            throw e;
        }
    }

    private void explain(int bound, DemoBackend first, DemoBackend second) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("""
                The proxy listens on http://localhost:%1$d. Its router sends connections in turn to two web servers, on
                %2$s and %3$s. Try this several times:

                  curl http://localhost:%1$d

                Ctrl-C ends it.
                """, bound, first.address(), second.address());
        out.flush();
    }
}
