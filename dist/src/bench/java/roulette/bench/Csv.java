package roulette.bench;

import java.util.List;
import java.util.Locale;

/** Each round's figures, for other programs. */
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
}
