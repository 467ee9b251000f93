package roulette.parsers.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import roulette.api.Decision;
import roulette.api.Settings;
import roulette.api.SettingsException;
import roulette.api.Target;
import roulette.match.HostMap;

/**
 * Forwards by host: the settings {@code hosts}, {@code hosts-file} and {@code default} of routers that route by host
 * name. Every forward has its pattern as the reason in the access log. A router calls {@link #start} in its own {@code
 * start}, and {@link #close} in its own {@code close}; between them the file is read again when it changes.
 */
public final class HostForwards implements AutoCloseable {
    private static final String HOSTS = "hosts";
    private static final String FILE = "hosts-file";
    private static final String DEFAULT = "default";

    /** Has no forwards. */
    public static final HostForwards NONE =
            new HostForwards(HostMap.<Decision.Forward>builder().build(), Optional.empty(), Optional.empty());

    private final HostMap<Decision.Forward> byHost;

    /** Has the forwards of {@code byHost}, too. */
    private final Optional<HostsFile> file;

    private final Optional<Decision.Forward> rest;

    private HostForwards(HostMap<Decision.Forward> byHost, Optional<HostsFile> file, Optional<Decision.Forward> rest) {
        this.byHost = byHost;
        this.file = file;
        this.rest = rest;
    }

    /**
     * Reads the table {@code hosts}, with patterns of {@link HostMap} as its keys, the file that {@code hosts-file}
     * names, and the key {@code default}.
     *
     * @throws SettingsException if a setting is invalid, the file can't be used, or none is present
     */
    public static HostForwards read(Settings settings) {
        HostMap.Builder<Decision.Forward> byHost = HostMap.builder();
        Map<String, List<Target>> hosts = settings.targetsByName(HOSTS);
        hosts.forEach((pattern, targets) -> {
            try {
                byHost.add(pattern, Decision.forward(targets).because(pattern));
            } catch (IllegalArgumentException e) {
                throw settings.table(HOSTS).mistake(pattern, String.valueOf(e.getMessage()), e);
            }
        });
        Optional<Decision.Forward> rest = Forwards.read(settings, DEFAULT, DEFAULT);
        Optional<HostsFile> file =
                settings.has(FILE) ? Optional.of(HostsFile.read(settings, FILE, hosts)) : Optional.empty();
        if (hosts.isEmpty() && file.isEmpty() && rest.isEmpty()) {
            throw settings.mistake(
                    HOSTS,
                    "must have a host where there is no default, such as \"www.example.com\" = \"10.0.0.1:443\"");
        }
        return new HostForwards(byHost.build(), file, rest);
    }

    /** The forward for this host, else the default, else none. A client that sends no host has "". */
    public Optional<Decision.Forward> find(String host) {
        Optional<Decision.Forward> found = file.isPresent() ? file.get().find(host) : byHost.find(host);
        return found.isPresent() ? found : rest;
    }

    /** Begins to watch the file. */
    public void start() {
        file.ifPresent(HostsFile::start);
    }

    /** Ends what {@link #start} began. */
    @Override
    public void close() {
        file.ifPresent(HostsFile::close);
    }
}
