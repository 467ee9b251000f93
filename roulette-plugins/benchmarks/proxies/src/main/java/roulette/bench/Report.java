package roulette.bench;

import static roulette.bench.Table.number;
import static roulette.bench.Table.ratio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The results as text: a table of proxies for each work, with ratios to the base. */
final class Report {
    private final String base;

    Report(String base) {
        this.base = base;
    }

    String of(Results results, Work work) {
        return "\n" + work.title() + "\n\n" + (work.onlyLatency() ? latency(results, work) : cost(results, work));
    }

    private Table cost(Results results, Work work) {
        Work.Unit unit = work.unit();
        boolean timed = unit == Work.Unit.OPERATION;
        var heads = new ArrayList<>(List.of("", unit.cost, "to " + base, unit.rate, "to " + base));
        if (timed) {
            heads.addAll(List.of("p50 us", "p99 us", "p99.9 us"));
        }
        heads.add("failed");
        var table = new Table(heads);
        for (String proxy : results.proxies(work)) {
            var row = new ArrayList<>(List.of(
                    proxy,
                    number(results.spread(work, proxy, figures -> figures.cost(unit))
                            .median()),
                    ratio(results.ratio(work, proxy, base, figures -> figures.cost(unit))),
                    number(results.spread(work, proxy, figures -> figures.rate(unit))
                            .median()),
                    ratio(results.ratio(work, proxy, base, figures -> figures.rate(unit)))));
            if (timed) {
                row.addAll(List.of(
                        percentile(results, work, proxy, 0),
                        percentile(results, work, proxy, 2),
                        percentile(results, work, proxy, 3)));
            }
            row.add(failed(results, work, proxy));
            table.row(row);
        }
        return table;
    }

    private Table latency(Results results, Work work) {
        var table = new Table("", "p50 us", "p90 us", "p99 us", "to " + base, "p99.9 us", "failed");
        for (String proxy : results.proxies(work)) {
            table.row(
                    proxy,
                    percentile(results, work, proxy, 0),
                    percentile(results, work, proxy, 1),
                    percentile(results, work, proxy, 2),
                    ratio(results.ratio(work, proxy, base, figures -> figures.percentiles()[2])),
                    percentile(results, work, proxy, 3),
                    failed(results, work, proxy));
        }
        return table;
    }

    /** The footprint of the proxies. */
    String of(Map<String, List<Footprint>> footprints) {
        var table = new Table(
                "",
                "CPU s to start",
                "memory then",
                "after new connections",
                "bytes per idle connection",
                "lowest",
                "highest");
        int connections = 0;
        for (var proxy : footprints.entrySet()) {
            List<Footprint> rounds = proxy.getValue();
            Spread each = Spread.of(rounds, Footprint::bytesPerConnection);
            connections = rounds.getFirst().idleConnections();
            table.row(
                    proxy.getKey(),
                    number(Spread.of(rounds, Footprint::startCpuSeconds).median()),
                    Table.megabytes(Spread.of(rounds, Footprint::startMemory).median()),
                    Table.megabytes(Spread.of(rounds, Footprint::warmMemory).median()),
                    number(each.median()),
                    number(each.lowest()),
                    number(each.highest()));
        }
        return "\nstart, and " + String.format("%,d", connections) + " idle connections\n\n" + table;
    }

    private static String percentile(Results results, Work work, String proxy, int which) {
        return number(results.spread(work, proxy, figures -> figures.percentiles()[which])
                .median());
    }

    private static String failed(Results results, Work work, String proxy) {
        return Long.toString(results.rounds(work, proxy).stream()
                .mapToLong(Figures::failures)
                .sum());
    }
}
