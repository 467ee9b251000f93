package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Opening;

class RouterCallTest {
    private static final RouterCall.Caller NOBODY = new RouterCall.Caller() {
        @Override
        public void answered(RouterCall call, @Nullable Decision decision) {}

        @Override
        public void routerFailed(RouterCall call, Throwable failure) {}
    };

    private final AtomicBoolean noThreads = new AtomicBoolean();
    private final CountDownLatch released = new CountDownLatch(1);
    private final Bulkhead bulkhead = new Bulkhead("test", 1);

    @BeforeEach
    void open() {
        bulkhead.open(new RouterThreads(this::thread));
    }

    private Thread thread(Runnable call) {
        return new Thread(call) {
            @Override
            public void start() {
                if (noThreads.get()) {
                    throw new IllegalStateException("no thread, on purpose");
                }
                super.start();
            }
        };
    }

    private static Shared shared() {
        Limits limits = TestProxy.ROOMY;
        return new Shared(
                TestProxy.PATIENT,
                limits,
                new Admission(limits),
                new OpeningsBudget(limits.openings()),
                new Counters(),
                new Resolver(TestProxy::nobody, Set.of()),
                AccessRecord.Sink.NONE);
    }

    @Test
    void callsThatCantBeStartedFailOneAfterTheOtherHoweverManyWait() throws Exception {
        int calls = 20_000;
        CompletableFuture<Opening> asked = new CompletableFuture<>();
        FakeRouter router = FakeRouter.answering(opening -> {
                    asked.complete(opening);
                    released.await();
                    return Decision.reject();
                })
                .blocking();
        Listener listener = new Listener("test", "127.0.0.1", 0, "test", router);
        Routing routing = new Routing(listener, true, true, bulkhead, new LoopWatch("test"), "test");
        Shared shared = shared();
        BufferPool buffers =
                new BufferPool(64 << 20, 1 << 20, new MemoryWatch(TestProxy.BUFFERS, false), Runnable::run);
        try (Loop loop = new Loop(0, buffers, Channels.ofThisSystem())) {
            Worker worker = new Worker(loop, shared);
            Acceptor acceptor =
                    new Acceptor(worker, routing, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), false);
            worker.add(acceptor);
            acceptor.accept();
            try (Socket client = new Socket(
                    InetAddress.getLoopbackAddress(), acceptor.address().getPort())) {
                client.setSoTimeout(20_000);
                TestProxy.send(client, "x");
                Opening opening = asked.get(20, TimeUnit.SECONDS);
                // The one call that may run does; these wait, and nobody for them.
                for (int i = 0; i < calls; i++) {
                    new RouterCall(NOBODY, loop, routing, new Question.Route(), opening, null).start();
                }
                assertThat(bulkhead.queued()).isEqualTo(calls);
                noThreads.set(true);
                released.countDown();
                assertThat(client.getInputStream().read()).isEqualTo(-1);
                Eventually.check(() -> assertThat(bulkhead.queued()).isZero());
                noThreads.set(false);
                Eventually.check(() ->
                        assertThat(bulkhead.tryEnter(() -> {})).as("place").isNotNull());
            }
        } finally {
            shared.resolver().close();
        }
    }
}
