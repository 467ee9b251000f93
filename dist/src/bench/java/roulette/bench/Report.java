package roulette.bench;

import static roulette.bench.Table.number;
import static roulette.bench.Table.ratio;

import java.util.List;
import java.util.Map;

/** The figures as text: for each work a table with the proxies, the ratios are to the base. */
final class Report {
    private static final List<String> PERCENTILES = List.of("p50 us", "p90 us", "p99 us", "p99.9 us");

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
        var table = timed
                ? new Table(
                        "", unit.cost, "to " + base, unit.rate, "to " + base, "p50 us", "p99 us", "p99.9 us", "failed")
                : new Table("", unit.cost, "to " + base, unit.rate, "to " + base, "failed");
        for (String proxy : results.proxies(work)) {
            String cost = number(
                    results.spread(work, proxy, figures -> figures.cost(unit)).median());
            String costRatio = ratio(results.ratio(work, proxy, base, figures -> figures.cost(unit)));
            String rate = number(
                    results.spread(work, proxy, figures -> figures.rate(unit)).median());
            String rateRatio = ratio(results.ratio(work, proxy, base, figures -> figures.rate(unit)));
            if (timed) {
                table.row(
                        proxy,
                        cost,
                        costRatio,
                        rate,
                        rateRatio,
                        percentile(results, work, proxy, 0),
                        percentile(results, work, proxy, 2),
                        percentile(results, work, proxy, 3),
                        failed(results, work, proxy));
            } else {
                table.row(proxy, cost, costRatio, rate, rateRatio, failed(results, work, proxy));
            }
        }
        return table;
    }

    private Table latency(Results results, Work work) {
        var table = new Table(
                "",
                PERCENTILES.get(0),
                PERCENTILES.get(1),
                PERCENTILES.get(2),
                "to " + base,
                PERCENTILES.get(3),
                "failed");
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

    /** What proxies need to be there. */
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
            Spread each = Table.spread(rounds, Footprint::bytesPerConnection);
            connections = rounds.getFirst().idleConnections();
            table.row(
                    proxy.getKey(),
                    number(Table.spread(rounds, Footprint::startCpuSeconds).median()),
                    Table.megabytes(Table.spread(rounds, Footprint::startMemory).median()),
                    Table.megabytes(Table.spread(rounds, Footprint::warmMemory).median()),
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
