package roulette.config;

import java.time.Duration;

/**
 * How long to wait. Zero means without end.
 *
 * @param proxyHeader for the PROXY protocol's header, where one is expected
 * @param routing from accepting a connection to a decision
 * @param connect for a connection to a target
 * @param idle with nothing moving in either direction
 * @param halfClosed with nothing moving after one side has ended
 * @param drain for open connections to end, when told to stop
 */
public record Timeouts(
        Duration proxyHeader, Duration routing, Duration connect, Duration idle, Duration halfClosed, Duration drain) {
    static Timeouts read(Table table, Problems problems) {
        return new Timeouts(
                problems.read(table, "proxy-header", Kind.DURATION, Duration.ofSeconds(3)),
                problems.read(table, "routing", Kind.DURATION, Duration.ofSeconds(5)),
                problems.read(table, "connect", Kind.DURATION, Duration.ofSeconds(5)),
                problems.read(table, "idle", Kind.DURATION, Duration.ofHours(1)),
                problems.read(table, "half-closed", Kind.DURATION, Duration.ofMinutes(1)),
                problems.read(table, "drain", Kind.DURATION, Duration.ofSeconds(30)));
    }
}
