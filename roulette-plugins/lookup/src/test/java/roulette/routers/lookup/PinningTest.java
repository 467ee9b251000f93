package roulette.routers.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls that wait for a database leave their carrier to other calls: it is the JDK that tells when one does not. */
@Timeout(60)
final class PinningTest {
    @TempDir
    private Path home;

    @Test
    void noCallHoldsItsCarrier() throws Exception {
        Files.writeString(
                home.resolve("routes.sql"),
                "create table routes as select 'h' || x as host, 'localhost:' || x as target from system_range(1, 500)");
        Set<String> pinned = ConcurrentHashMap.newKeySet();
        AtomicInteger forwarded = new AtomicInteger();
        try (RecordingStream events = new RecordingStream();
                LookupRouter router = Routers.with(
                        "init = \"routes.sql\"\npool = 4\ntimeout = \"30s\"\nurl = \"jdbc:h2:./routes\"\n"
                                + "sql = \"select target from routes where host = {host}\"",
                        System::nanoTime,
                        home)) {
            // Classes are loaded once, and that does hold a carrier.
            Routers.ask(router, "warm");
            events.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            events.onEvent("jdk.VirtualThreadPinned", event -> pinned.add(event.toString()));
            events.startAsync();
            List<Thread> clients = new ArrayList<>();
            for (int i = 1; i <= 500; i++) {
                String host = "h" + i;
                clients.add(Thread.ofVirtual().start(() -> {
                    try {
                        forwarded.addAndGet(Routers.targets(router, host).size());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
            for (Thread client : clients) {
                client.join();
            }
            events.stop();
        }

        assertThat(forwarded).hasValue(500);
        assertThat(pinned).isEmpty();
    }
}
