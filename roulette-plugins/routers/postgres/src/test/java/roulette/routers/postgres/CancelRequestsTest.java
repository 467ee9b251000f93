package roulette.routers.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import roulette.api.Target;

@Timeout(60)
class CancelRequestsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static List<Target> servers(int count) {
        return IntStream.range(0, count)
                .<Target>mapToObj(i -> Target.of("10.0.0.1", 5000 + i))
                .toList();
    }

    @Test
    void theCallReturnsWhenTheLastServerIsDone() throws InterruptedException, ExecutionException {
        CompletableFuture<Boolean> slow = new CompletableFuture<>();
        Semaphore fast = new Semaphore(0);
        List<Target> servers = servers(2);
        CancelRequests requests = new CancelRequests(servers, LONG, (request, server, timeout) -> {
            if (server.equals(servers.getLast())) {
                slow.join();
            } else {
                fast.release();
            }
            return true;
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> answer = threads.submit(() -> requests.send(new byte[16]));
            fast.acquire();
            assertThat(answer.isDone()).isFalse();
            slow.complete(true);

            assertThat(answer.get()).isEqualTo("cancel request, processed by 2 of 2 servers");
        }
    }

    @Test
    void waitingForAHangingServerIsBounded() throws InterruptedException {
        CompletableFuture<Boolean> never = new CompletableFuture<>();
        CancelRequests requests =
                new CancelRequests(servers(2), Duration.ofMillis(20), (request, server, timeout) -> never.join());

        assertThat(requests.send(new byte[16])).isEqualTo("cancel request, processed by 0 of 2 servers in time");
        never.complete(true);
    }

    @Test
    void excessRequestsAreDroppedUntilOthersEnd() throws Exception {
        CompletableFuture<Boolean> open = new CompletableFuture<>();
        Semaphore arrived = new Semaphore(0);
        CancelRequests requests = new CancelRequests(servers(2), LONG, (request, server, timeout) -> {
            arrived.release();
            open.join();
            return true;
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = IntStream.range(0, CancelRequests.CONNECTIONS / 2)
                    .mapToObj(_ -> threads.submit(() -> requests.send(new byte[16])))
                    .toList();
            arrived.acquire(CancelRequests.CONNECTIONS);

            assertThat(requests.send(new byte[16])).isEqualTo("cancel request, dropped: too many at once");
            open.complete(true);
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("cancel request, processed by 2 of 2 servers");
            }
        }
        assertThat(requests.send(new byte[16])).isEqualTo("cancel request, processed by 2 of 2 servers");
    }

    @Test
    void oneRequestToAllServersIsAlwaysAllowed() throws InterruptedException {
        CancelRequests requests = new CancelRequests(servers(100), LONG, (request, server, timeout) -> true);

        assertThat(requests.send(new byte[16])).isEqualTo("cancel request, processed by 100 of 100 servers");
    }
}
