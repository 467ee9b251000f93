package roulette.cli.status;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import roulette.net.ProxyStatus;
import roulette.text.Addresses;
import roulette.text.OneLine;

/** Tables for people. */
public final class StatusText {
    /** The maximum of targets in the table. */
    private static final int MAX_TARGETS = 50;

    private StatusText() {}

    public static String of(Status status) {
        ProxyStatus proxy = status.proxy();
        StringBuilder text = new StringBuilder();
        text.append("roulette %s, process %d, %s for %s (since %s), Java %s\n"
                .formatted(
                        status.version(),
                        status.process(),
                        status.stopping() ? "stopping; was running" : "running",
                        duration(status.uptime()),
                        status.started().truncatedTo(ChronoUnit.SECONDS),
                        status.java()));
        text.append("configuration: ")
                .append(OneLine.of(status.configuration().toString()))
                .append('\n');
        text.append("start-up cache: ")
                .append(OneLine.of(status.startUpCache()))
                .append('\n');
        text.append("connections: %d open, %d forwarded since the start\n".formatted(proxy.open(), proxy.forwarded()));
        text.append('\n').append(listeners(proxy)).append('\n').append(limits(proxy));
        append(text, endings(proxy));
        append(text, targets(proxy));
        if (proxy.targets().size() > MAX_TARGETS) {
            text.append(
                    "and %d more; all are in --json\n".formatted(proxy.targets().size() - MAX_TARGETS));
        }
        append(text, plugins(status));
        text.append('\n');
        status.droppedLines()
                .filter(count -> count > 0)
                .ifPresent(count -> text.append("access log: %d lines were dropped\n".formatted(count)));
        text.append(
                status.warnings() == 0
                        ? "warnings since the start: none\n"
                        : "warnings since the start: %d; the latest:\n".formatted(status.warnings()));
        status.latestWarnings()
                .forEach(line -> text.append("  ").append(OneLine.of(line)).append('\n'));
        return text.toString();
    }

    private static void append(StringBuilder text, Columns table) {
        if (!table.isEmpty()) {
            text.append('\n').append(table);
        }
    }

    private static Columns listeners(ProxyStatus proxy) {
        Columns table = new Columns("LISTENER", "ADDRESS", "ROUTER", ">OPEN", ">ACCEPTED", "");
        proxy.listeners()
                .forEach(each -> table.row(
                        each.listener().name(),
                        Addresses.bound(each.address()),
                        each.listener().router(),
                        each.open(),
                        each.accepted(),
                        each.listener().sharePort() ? "shares its port" : ""));
        return table;
    }

    private static Columns limits(ProxyStatus proxy) {
        Columns table = new Columns("LIMIT", ">USED", ">LIMIT", ">TIMES REACHED");
        proxy.limits()
                .forEach(each -> table.row(
                        each.name()
                                + each.router()
                                        .map(router -> " (router " + router + ")")
                                        .orElse("")
                                + each.listener()
                                        .map(listener -> " (listener " + listener + ")")
                                        .orElse(""),
                        each.used(),
                        each.limit() == 0 ? "none" : each.limit(),
                        each.reached()));
        return table;
    }

    private static Columns endings(ProxyStatus proxy) {
        Columns table = new Columns("ENDED", ">CONNECTIONS");
        proxy.endings().forEach((ending, count) -> {
            if (count > 0) {
                table.row(ending, count);
            }
        });
        return table;
    }

    private static Columns targets(ProxyStatus proxy) {
        Columns table = new Columns("TARGET", ">OPEN", ">CONNECTED", ">FAILED", "");
        proxy.targets().stream()
                .limit(MAX_TARGETS)
                .forEach(each -> table.row(
                        each.target(),
                        each.open(),
                        each.connected(),
                        each.failures().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                        causes(each.failures())));
        return table;
    }

    private static String causes(Map<String, Long> failures) {
        return failures.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Columns plugins(Status status) {
        Columns table = new Columns("PLUGIN", "ROUTERS");
        status.plugins().forEach((path, routers) -> table.row(path, String.join(", ", routers)));
        return table;
    }

    /** The two largest units: {@code 3 h 12 min}. */
    static String duration(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + " s";
    }
}
