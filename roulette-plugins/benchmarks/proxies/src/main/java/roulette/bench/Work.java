package roulette.bench;

import java.util.List;
import java.util.Locale;

/**
 * A workload for a proxy.
 *
 * @param name its name on the command line
 * @param title its name in tables
 * @param kind its name in load.c
 * @param service the backend used
 * @param connections concurrent connections
 * @param size bytes of a request, and of its response
 * @param pause microseconds between a response and the next request
 * @param beside other work running at the same time, not measured
 */
record Work(
        String name,
        String title,
        String kind,
        Service service,
        int connections,
        int size,
        int pause,
        List<Work> beside) {

    /** The backends: each proxy's configuration routes by their names. */
    enum Service {
        ECHO,
        SOURCE,
        SINK;

        String host() {
            return name().toLowerCase(Locale.ROOT) + ".example.test";
        }
    }

    /** The unit of the cost. */
    enum Unit {
        OPERATION("CPU us each", "per second"),
        GIGABYTE("CPU s per GB", "GB per second");

        final String cost;
        final String rate;

        Unit(String cost, String rate) {
            this.cost = cost;
            this.rate = rate;
        }
    }

    static final Work CONNECTIONS =
            plain("connections", "new routed connection, 32 at a time", "connections", Service.ECHO, 32, 0);

    private static final Work DOWNLOAD =
            plain("download-4", "download, 4 connections", "download", Service.SOURCE, 4, 0);

    /** All works, in order of execution. */
    static final List<Work> ALL = List.of(
            CONNECTIONS,
            exchange("exchange-64-1", "64-byte round trip, 1 connection", 1, 64),
            exchange("exchange-64-32", "64-byte round trip, 32 connections", 32, 64),
            exchange("exchange-64-1000", "64-byte round trip, 1,000 connections", 1000, 64),
            exchange("exchange-16k-1", "16 KB round trip, 1 connection", 1, 16384),
            exchange("exchange-16k-32", "16 KB round trip, 32 connections", 32, 16384),
            exchange("exchange-16k-1000", "16 KB round trip, 1,000 connections", 1000, 16384),
            DOWNLOAD,
            plain("download-64", "download, 64 connections", "download", Service.SOURCE, 64, 0),
            plain("upload-4", "upload, 4 connections", "upload", Service.SINK, 4, 0),
            plain("upload-64", "upload, 64 connections", "upload", Service.SINK, 64, 0),
            quiet("quiet", "a request each millisecond, nothing else", List.of()),
            quiet("quiet-download", "a request each millisecond, beside 4 downloads", List.of(DOWNLOAD)),
            quiet("quiet-connections", "a request each millisecond, beside new connections", List.of(CONNECTIONS)));

    private static Work plain(String name, String title, String kind, Service service, int connections, int size) {
        return new Work(name, title, kind, service, connections, size, 0, List.of());
    }

    private static Work exchange(String name, String title, int connections, int size) {
        return plain(name, title, "exchange", Service.ECHO, connections, size);
    }

    private static Work quiet(String name, String title, List<Work> beside) {
        return new Work(name, title, "exchange", Service.ECHO, 1, 64, 1000, beside);
    }

    /** Whether only the latency counts: the proxy's CPU time is mostly spent on the other work. */
    boolean onlyLatency() {
        return pause > 0;
    }

    Unit unit() {
        return kind.equals("download") || kind.equals("upload") ? Unit.GIGABYTE : Unit.OPERATION;
    }
}
