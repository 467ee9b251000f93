package roulette.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Iterates over works, rounds and proxies. Proxies take turns within a round, so that a slow period of the machine
 * affects all of them; each round starts with another proxy.
 *
 * @param cores of the proxies
 * @param warm seconds of warm-up for each work and proxy before the first round
 * @param seconds duration of each round
 */
record Comparison(
        List<Candidate> candidates, Load load, Cores cores, int rounds, double warm, double seconds, PrintStream log) {
    private static final double SETTLE = 0.2;

    /** Runs the works with all proxies running all the time. */
    Results works(List<Work> works) throws IOException, InterruptedException {
        var results = new Results();
        List<Proxy> proxies = new ArrayList<>();
        try {
            for (Candidate candidate : candidates) {
                proxies.add(Proxy.start(candidate, cores));
            }
            for (Work work : works) {
                List<Proxy> turns = warmedUp(work, proxies);
                for (int round = 1; round <= rounds; round++) {
                    log.printf("%s: round %d of %d%n", work.title(), round, rounds);
                    for (Proxy proxy : List.copyOf(turns)) {
                        try {
                            results.add(work, proxy.name(), load.run(work, proxy, SETTLE, seconds));
                        } catch (IOException e) {
                            leaveOut(proxy, work, proxies, e);
                            turns.remove(proxy);
                            results.remove(work, proxy.name());
                        }
                    }
                    Collections.rotate(turns, -1);
                }
            }
        } finally {
            proxies.forEach(Proxy::close);
        }
        return results;
    }

    /** Warms proxies up. Those that fail are left out. */
    private List<Proxy> warmedUp(Work work, List<Proxy> proxies) throws IOException, InterruptedException {
        var able = new ArrayList<Proxy>();
        for (Proxy proxy : List.copyOf(proxies)) {
            try {
                load.run(work, proxy, 0, warm);
                able.add(proxy);
            } catch (IOException e) {
                leaveOut(proxy, work, proxies, e);
            }
        }
        return able;
    }

    /**
     * A proxy that fails a work is left out of it, and restarted for the next. An exception is the first proxy, the
     * base of ratios: without it there is nothing to compare.
     */
    private void leaveOut(Proxy proxy, Work work, List<Proxy> proxies, IOException cause)
            throws IOException, InterruptedException {
        int number = proxies.indexOf(proxy);
        if (number == 0) {
            throw cause;
        }
        log.println(proxy.name() + " is left out of " + work.name() + ": " + cause.getMessage());
        proxy.close();
        proxies.set(number, Proxy.start(candidates.get(number), cores));
    }

    /** Restarts each proxy in each round, warms it up, and opens idle connections. */
    Map<String, List<Footprint>> footprints(int connections) throws IOException, InterruptedException {
        var footprints = new LinkedHashMap<String, List<Footprint>>();
        var able = new ArrayList<>(candidates);
        for (int round = 1; round <= rounds; round++) {
            log.printf("%,d idle connections: round %d of %d%n", connections, round, rounds);
            for (Candidate candidate : List.copyOf(able)) {
                try (Proxy proxy = Proxy.start(candidate, cores)) {
                    Footprint footprint = footprint(proxy, connections);
                    footprints
                            .computeIfAbsent(proxy.name(), unused -> new ArrayList<>())
                            .add(footprint);
                } catch (IOException e) {
                    if (candidate == candidates.getFirst()) {
                        throw e;
                    }
                    log.println(candidate.name() + " is left out of idle connections: " + e.getMessage());
                    able.remove(candidate);
                }
            }
        }
        return footprints;
    }

    private Footprint footprint(Proxy proxy, int connections) throws IOException, InterruptedException {
        load.run(Work.CONNECTIONS, proxy, 0, warm);
        long before = proxy.memory();
        Process idle = load.idle(connections, proxy);
        try {
            return new Footprint(proxy.startCpuSeconds(), proxy.startMemory(), before, connections, proxy.memory());
        } finally {
            idle.destroy();
            idle.waitFor();
        }
    }
}
