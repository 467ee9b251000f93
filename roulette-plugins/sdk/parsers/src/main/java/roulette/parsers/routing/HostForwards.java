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
 * Forwards by host: the settings {@code hosts} and {@code default} of routers that route by host name. Every forward
 * has its pattern as the reason in the access log. Immutable.
 */
public final class HostForwards {
    private static final String HOSTS = "hosts";
    private static final String DEFAULT = "default";

    /** Has no forwards. */
    public static final HostForwards NONE =
            new HostForwards(HostMap.<Decision.Forward>builder().build(), Optional.empty());

    private final HostMap<Decision.Forward> byHost;
    private final Optional<Decision.Forward> rest;

    private HostForwards(HostMap<Decision.Forward> byHost, Optional<Decision.Forward> rest) {
        this.byHost = byHost;
        this.rest = rest;
    }

    /**
     * Reads the table {@code hosts}, with patterns of {@link HostMap} as its keys, and the key {@code default}.
     *
     * @throws SettingsException if a setting is invalid, or neither is present
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
        if (hosts.isEmpty() && rest.isEmpty()) {
            throw settings.mistake(
                    HOSTS,
                    "must have a host where there is no default, such as \"www.example.com\" = \"10.0.0.1:443\"");
        }
        return new HostForwards(byHost.build(), rest);
    }

    /** The forward for this host, else the default, else none. A client that sends no host has "". */
    public Optional<Decision.Forward> find(String host) {
        return byHost.find(host).or(() -> rest);
    }
}
