package roulette.routers.socks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LookupTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Host.Name NAME = new Host.Name("example.com");

    @Test
    void addressesAreUniqueAndInOrder() throws Exception {
        FakeNames names = new FakeNames().with("example.com", "192.0.2.7", "2001:db8::7", "192.0.2.7", "192.0.2.6");
        try (Lookup lookup = new Lookup(names)) {
            assertThat(lookup.addresses(NAME, LONG))
                    .extracting(InetAddress::getHostAddress)
                    .containsExactly("192.0.2.7", "2001:db8:0:0:0:0:0:7", "192.0.2.6");
        }
    }

    @Test
    void anAddressMappedIntoIpv6IsTheIpv4Address() throws Exception {
        byte[] mapped = Wire.bytes(new byte[10], 255, 255, 127, 0, 0, 1);
        try (Lookup lookup = new Lookup(name -> new InetAddress[] {Inet6Address.getByAddress(name, mapped, 0)})) {
            assertThat(lookup.addresses(NAME, LONG))
                    .extracting(InetAddress::getHostAddress)
                    .containsExactly("127.0.0.1");
        }
    }

    @Test
    void anUnknownNameIsReported() {
        try (Lookup lookup = new Lookup(new FakeNames())) {
            assertThatThrownBy(() -> lookup.addresses(NAME, LONG))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessage("its name could not be looked up");
        }
    }

    @Test
    void anExceptionOfTheNameServiceIsAnUnknownName() {
        try (Lookup lookup = new Lookup(name -> {
            throw new IllegalStateException("broken");
        })) {
            assertThatThrownBy(() -> lookup.addresses(NAME, LONG)).isInstanceOf(UnknownHostException.class);
        }
    }

    @Test
    void aSlowLookupTimesOut() {
        CountDownLatch never = new CountDownLatch(1);
        try (Lookup lookup = new Lookup(waitingFor(never))) {
            assertThatThrownBy(() -> lookup.addresses(NAME, Duration.ofMillis(20)))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessage("its name was not looked up in time");
        }
    }

    @Test
    void anInterruptedCallerReturns() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Lookup lookup = new Lookup(waitingFor(never))) {
            FutureTask<?> call = new FutureTask<>(() -> lookup.addresses(NAME, LONG));
            Thread caller = Thread.ofVirtual().start(call);
            caller.interrupt();

            assertThatThrownBy(call::get).hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void lookupsBeyondTheLimitAreRejected() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (Lookup lookup = new Lookup(waitingFor(end))) {
            AtomicReference<String> rejected = new AtomicReference<>("");
            CountDownLatch heard = new CountDownLatch(1);
            for (int i = 0; i < 1100; i++) {
                Thread.ofVirtual().start(() -> {
                    try {
                        lookup.addresses(NAME, LONG);
                    } catch (UnknownHostException e) {
                        rejected.set(String.valueOf(e.getMessage()));
                        heard.countDown();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }

            assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(rejected.get()).isEqualTo("too many names are being looked up");
            end.countDown();
        }
    }

    @Test
    void lookupsAreMadeByDaemonPlatformThreads() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        try (Lookup lookup = new Lookup(name -> {
            thread.set(Thread.currentThread());
            return new InetAddress[0];
        })) {
            assertThat(lookup.addresses(NAME, LONG)).isEmpty();
        }
        assertThat(thread.get().isVirtual()).isFalse();
        assertThat(thread.get().isDaemon()).isTrue();
    }

    @Test
    void closingEndsTheThreads() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        Lookup lookup = new Lookup(name -> {
            thread.set(Thread.currentThread());
            return new InetAddress[0];
        });
        lookup.addresses(NAME, LONG);

        lookup.close();

        thread.get().join(30_000);
        assertThat(thread.get().isAlive()).isFalse();
        assertThatThrownBy(() -> lookup.addresses(NAME, LONG)).isInstanceOf(UnknownHostException.class);
    }

    private static Lookup.NameService waitingFor(CountDownLatch latch) {
        return name -> {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new InetAddress[0];
        };
    }
}
