package roulette.routers.rules.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import roulette.api.Target;
import roulette.parsers.Reading;
import roulette.parsers.http.HttpRequest;
import roulette.routers.rules.RulesRouter;
import roulette.testkit.Configured;
import roulette.testkit.Conversation;

/**
 * Request lines and headers ({@code -Dservers.inputs}, {@code -Dservers.seed}), side by side with installed servers:
 * what one of them accepts never goes to the default of a rule on HTTP, and where both accept it, both see one host.
 */
@Tag("fuzz")
class DifferentialFuzzTest {
    private static final int INPUTS = Integer.getInteger("servers.inputs", 200_000);
    private static final long SEED = Long.getLong("servers.seed", 9112);
    private static final int AT_ONCE = 24;
    private static final int SHOWN = 40;

    private static final String RULES = """
            default = "default:9"
            [[rule]]
            http = true
            target = "http:1"
            """;

    private final RulesRouter router = Configured.with(new RulesRouter(), RULES);
    private final Requests requests = new Requests(SEED);
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, List<String>> findings = new TreeMap<>();
    private int made;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void requestsThatServersAcceptAreHttpWithTheSameHost() throws Exception {
        long started = System.nanoTime();
        try (WebServer nginx = WebServer.nginx(folder);
                WebServer apache = WebServer.apache(folder);
                WebServer haproxy = WebServer.haproxy(folder)) {
            compareAll(List.of(nginx, apache, haproxy));
        }
        System.out.printf(
                Locale.ROOT,
                "fuzz: HTTP side by side with servers: %d inputs in %d s: %s%n",
                INPUTS,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started),
                counts);
        assertThat(findings).as("seed " + SEED).isEmpty();
        for (String server : List.of("nginx", "Apache httpd", "HAProxy")) {
            assertThat(counts.getOrDefault(server + " accepts", 0)).as(server).isGreaterThan(INPUTS / 10);
        }
    }

    private void compareAll(List<WebServer> servers) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                workers.add(threads.submit(() -> {
                    for (byte[] input = next(); input != null; input = next()) {
                        compare(input, servers);
                    }
                    return null;
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
    }

    private synchronized byte @Nullable [] next() {
        return made++ < INPUTS ? requests.next() : null;
    }

    private void compare(byte[] input, List<WebServer> servers) throws IOException {
        String decided = decision(input);
        Reading<HttpRequest> reading = HttpRequest.read(ByteBuffer.wrap(input));
        count("Roulette: " + decided);
        for (WebServer server : servers) {
            Answer answer = Answer.of(server.exchange(input));
            if (!answer.accepted()) {
                continue;
            }
            count(server + " accepts");
            if (decided.equals("default")) {
                report(server + " accepts what is not HTTP here", input, answer);
            }
            if (reading instanceof Reading.Facts<HttpRequest>(HttpRequest request, int _)) {
                for (String host : answer.hosts()) {
                    // CONNECT uses its target; HTTP/1.0 needs no Host with it.
                    boolean none = host.isEmpty() && request.method().equals("CONNECT");
                    if (!none && !host.equals(request.host())) {
                        report(server + " sees another host", input, answer);
                    }
                }
            }
        }
    }

    /** The decision for a client that sends this and closes. */
    private String decision(byte[] input) {
        Conversation conversation = Conversation.with(router).clientSends(input).clientEnds();
        if (conversation.targets().isEmpty()) {
            return "refused";
        }
        return conversation.targets().equals(List.of(Target.of("http", 1))) ? "HTTP" : "default";
    }

    private synchronized void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    private synchronized void report(String what, byte[] input, Answer answer) {
        count(what);
        List<String> examples = findings.computeIfAbsent(what, _ -> new ArrayList<>());
        if (examples.size() < SHOWN) {
            String text = new String(input, 0, Math.min(input.length, 300), ISO_8859_1);
            examples.add("\n" + text.replace("\r", "\\r").replace("\n", "\\n") + " -> " + answer.hosts() + " "
                    + HexFormat.of().formatHex(input, 0, Math.min(input.length, 100)));
        }
    }
}
