package roulette.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;
import roulette.net.Proxy;
import roulette.text.Addresses;

/** {@code roulette run}: runs the proxy. */
@Command(
        name = "run",
        description = "Run the proxy: listen, and forward as the routers decide, until a signal stops it.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nSignals:%n",
        footer = {
            "  USR1            reopen the access log's file, after it was renamed",
            "  TERM, INT, HUP  no new connections; open ones may finish within timeouts.drain",
            "  QUIT            no new connections; open ones may finish, however long it takes",
            "  a second one of these cuts what is left"
        })
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Override
    public Integer call() throws Exception {
        Logger log = LoggerFactory.getLogger(RunCommand.class);
        Home home = main.home();
        Signals signals = main.signals();
        Path file = configuration.file(home);
        try (Assembly assembly = Assembly.of(file, home);
                ControlCommands control = ControlCommands.prepare(assembly, file, home, main.warnings());
                Proxy proxy = start(assembly, signals)) {
            control.serve(proxy);
            signals.onReopen(assembly::reopenLogs);
            assembly.warnings().forEach(log::warn);
            assembly.configuration()
                    .listeners()
                    .forEach(listener -> log.info(
                            "listening on {} (listener {}), router {}{}",
                            Addresses.bound(requireNonNull(proxy.addresses().get(listener.name()))),
                            listener.name(),
                            listener.router(),
                            listener.sharePort()
                                    ? "; other processes of this user may share the port (share-port)"
                                    : ""));
            return new RunningProxy(proxy, assembly.configuration().timeouts().drain(), signals).untilStopped();
        }
    }

    private Proxy start(Assembly assembly, Signals signals) throws Exception {
        assembly.startRouters();
        Proxy proxy = assembly.open(signals);
        main.beforeEnd(proxy::resetOnExit);
        return proxy;
    }
}
