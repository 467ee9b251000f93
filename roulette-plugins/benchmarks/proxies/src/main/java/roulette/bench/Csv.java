package roulette.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results of each round, for other programs. */
final class Csv {
    private Csv() {}

    static String of(Results results) {
        var text = new StringBuilder(
                "work,proxy,round,cpu_seconds,operations,bytes,seconds,failures,p50_us,p90_us,p99_us,p999_us\n");
        for (Work work : results.works()) {
            for (String proxy : results.proxies(work)) {
                List<Figures> rounds = results.rounds(work, proxy);
                for (int round = 0; round < rounds.size(); round++) {
                    Figures figures = rounds.get(round);
                    text.append(String.format(
                            Locale.ROOT,
                            "%s,%s,%d,%.2f,%d,%d,%.6f,%d",
                            work.name(),
                            proxy,
                            round + 1,
                            figures.cpuSeconds(),
                            figures.operations(),
                            figures.bytes(),
                            figures.seconds(),
                            figures.failures()));
                    for (int percentile : figures.percentiles()) {
                        text.append(',').append(percentile);
                    }
                    text.append('\n');
                }
            }
        }
        return text.toString();
    }

    static String of(Map<String, List<Footprint>> footprints) {
        var text =
                new StringBuilder("proxy,round,start_cpu_seconds,start_bytes,warm_bytes,idle_connections,idle_bytes\n");
        footprints.forEach((proxy, rounds) -> {
            for (int round = 0; round < rounds.size(); round++) {
                Footprint footprint = rounds.get(round);
                text.append(String.format(
                        Locale.ROOT,
                        "%s,%d,%.2f,%d,%d,%d,%d%n",
                        proxy,
                        round + 1,
                        footprint.startCpuSeconds(),
                        footprint.startMemory(),
                        footprint.warmMemory(),
                        footprint.idleConnections(),
                        footprint.idleMemory()));
            }
        });
        return text.toString();
    }
}
