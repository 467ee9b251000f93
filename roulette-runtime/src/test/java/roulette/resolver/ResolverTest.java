package roulette.resolver;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.ShutdownChannelGroupException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import roulette.testing.Eventually;

/** The resolver with a fake name service and clock; the test's thread is the caller. */
class ResolverTest {
    private static final InetAddress OLD = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress NEW = InetAddress.ofLiteral("192.0.2.2");

    private final AtomicLong clock = new AtomicLong();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final Map<String, InetAddress[]> addresses = new ConcurrentHashMap<>();
    private final AtomicInteger lookups = new AtomicInteger();
    private volatile String failure = "Temporary failure in name resolution";
    private final Resolver resolver = new Resolver(this::lookup, Set.of("Configured.example"), clock::get);

    /** Tasks for the test's thread. */
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    private final List<String> results = new ArrayList<>();

    @AfterEach
    void close() {
        hanging.countDown();
        resolver.close();
    }

    private InetAddress[] lookup(String name) throws UnknownHostException {
        lookups.incrementAndGet();
        if (name.startsWith("hanging")) {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        InetAddress[] found = addresses.get(name);
        if (found == null) {
            throw new UnknownHostException(name + ": " + failure);
        }
        return found;
    }

    private void addName(String name, InetAddress... found) {
        addresses.put(name, found);
    }

    private void advance(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private Resolver.@Nullable Waiting ask(String name) {
        return resolver.resolve(
                name,
                tasks::add,
                (found, reason) -> results.add(found.length == 0 ? reason : found[0].getHostAddress()));
    }

    /** The result; waits for it. */
    private String result(String name) throws InterruptedException {
        results.clear();
        ask(name);
        while (results.isEmpty()) {
            Runnable task = tasks.poll(20, TimeUnit.SECONDS);
            assertThat(task).as("a result for %s", name).isNotNull();
            requireNonNull(task).run();
        }
        return results.getFirst();
    }

    /** The result if returned directly, or an empty text. */
    private String atOnce(String name) {
        results.clear();
        Resolver.Waiting waiting = ask(name);
        if (waiting != null) {
            waiting.cancel();
        }
        return String.join("", results);
    }

    private void assertUnderWay(int count) {
        Eventually.check(() -> {
            try {
                assertThat(resolver.underWay()).isEqualTo(count);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void startHanging(int names) {
        for (int i = 0; i < names; i++) {
            ask("hanging" + i + ".example");
        }
    }

    // ---- shares

    @Test
    void hangingLookupsDoNotDelayConfiguredNames() throws Exception {
        addName("configured.example", OLD);
        startHanging(1000);
        assertThat(result("CONFIGURED.example")).isEqualTo("192.0.2.1");
    }

    @Test
    void hangingLookupsDoNotDelayNamesResolvedBefore() throws Exception {
        addName("good.example", OLD);
        assertThat(result("good.example")).isEqualTo("192.0.2.1");
        startHanging(1000);
        advance(KnownName.AT_ONCE);
        addName("good.example", NEW);
        assertThat(result("good.example")).isEqualTo("192.0.2.2");
    }

    @Test
    void hangingRefreshesDoNotDelayConfiguredNames() throws Exception {
        for (int i = 0; i < 100; i++) {
            addName("later" + i + ".example", OLD);
            result("later" + i + ".example");
        }
        CountDownLatch later = new CountDownLatch(1);
        try (Resolver both = new Resolver(
                name -> {
                    if (later.getCount() == 0 && name.startsWith("later")) {
                        lookup("hanging");
                    }
                    return lookup(name);
                },
                Set.of("configured.example"),
                clock::get)) {
            LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
            Resolver.Answer result = (found, reason) -> answers.add(found.length + reason);
            for (int i = 0; i < 100; i++) {
                both.resolve("later" + i + ".example", Runnable::run, result);
                assertThat(answers.poll(20, TimeUnit.SECONDS)).isEqualTo("1");
            }
            later.countDown();
            advance(KnownName.AT_ONCE);
            for (int i = 0; i < 100; i++) {
                both.resolve("later" + i + ".example", Runnable::run, result);
            }
            addName("configured.example", OLD);
            both.resolve("configured.example", Runnable::run, result);
            assertThat(answers.poll(20, TimeUnit.SECONDS)).isEqualTo("1");
        }
    }

    @Test
    void aQueuedLookupWithoutCallersIsDropped() throws Exception {
        startHanging(LookupShare.MAXIMUM);
        assertUnderWay(LookupShare.MAXIMUM);
        List<Resolver.Waiting> waiting = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            waiting.add(requireNonNull(ask("other" + i + ".example")));
            waiting.add(requireNonNull(ask("other" + i + ".example")));
        }
        assertUnderWay(LookupShare.MAXIMUM + 1000);
        waiting.forEach(Resolver.Waiting::cancel);
        assertUnderWay(LookupShare.MAXIMUM);
        hanging.countDown();
        assertUnderWay(0);
        assertThat(lookups).hasValue(LookupShare.MAXIMUM);
    }

    @Test
    void aLookupWithAnotherCallerIsNotDropped() throws Exception {
        startHanging(LookupShare.MAXIMUM);
        addName("other.example", OLD);
        requireNonNull(ask("other.example"));
        requireNonNull(ask("other.example")).cancel();
        hanging.countDown();
        Eventually.check(() -> assertThat(atOnce("other.example")).isEqualTo("192.0.2.1"));
    }

    @Test
    void aCancelledRequestIsNotCalledBack() throws Exception {
        addName("a.example", OLD);
        Resolver.Waiting waiting = requireNonNull(ask("a.example"));
        Runnable late = requireNonNull(tasks.poll(20, TimeUnit.SECONDS));
        waiting.cancel();
        late.run();
        assertThat(results).isEmpty();
    }

    @Test
    void concurrentRequestsForOneNameShareOneLookup() throws Exception {
        addName("hanging.example", OLD);
        for (int i = 0; i < 20_000; i++) {
            ask("hanging.example");
        }
        assertUnderWay(1);
        hanging.countDown();
        while (results.size() < 20_000) {
            requireNonNull(tasks.poll(20, TimeUnit.SECONDS)).run();
        }
        assertThat(results).containsOnly("192.0.2.1");
        assertThat(lookups).hasValue(1);
    }

    @Test
    void aClosedLoopDoesNotPreventOtherCallbacks() throws Exception {
        addName("hanging.example", OLD);
        for (int i = 0; i < 10; i++) {
            resolver.resolve(
                    "hanging.example",
                    task -> {
                        throw new ShutdownChannelGroupException();
                    },
                    (found, reason) -> results.add("closed"));
        }
        ask("hanging.example");
        hanging.countDown();
        requireNonNull(tasks.poll(20, TimeUnit.SECONDS)).run();
        assertThat(results).containsExactly("192.0.2.1");
        assertUnderWay(0);
    }

    // ---- expiry

    @Test
    void anOldResultIsReturnedAtOnceWhileItIsRefreshed() throws Exception {
        addName("a.example", OLD);
        result("a.example");
        advance(KnownName.FRESH);
        addName("a.example", NEW);
        assertThat(atOnce("a.example")).isEqualTo("192.0.2.1");
        Eventually.check(() -> assertThat(atOnce("a.example")).isEqualTo("192.0.2.2"));
        assertThat(lookups).hasValue(2);
    }

    @Test
    void aFreshResultNeedsNoLookup() throws Exception {
        addName("a.example", OLD);
        result("a.example");
        advance(KnownName.FRESH.minusMillis(1));
        assertThat(atOnce("a.example")).isEqualTo("192.0.2.1");
        assertUnderWay(0);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void anOlderResultIsReturnedIfTheRefreshFails() throws Exception {
        addName("a.example", OLD);
        result("a.example");
        advance(KnownName.AT_ONCE);
        addresses.clear();
        assertThat(atOnce("a.example")).isEmpty();
        assertThat(result("a.example")).isEqualTo("192.0.2.1");
        assertThat(atOnce("a.example"))
                .as("callers do not wait for the next refresh")
                .isEqualTo("192.0.2.1");
    }

    @Test
    void anOlderResultIsReturnedIfTheRefreshTakesTooLong() throws Exception {
        try (Resolver slow = new Resolver(
                name -> lookup(lookups.get() == 0 ? "a.example" : "hanging.example"), Set.of(), clock::get)) {
            addName("a.example", OLD);
            slow.resolve("a.example", tasks::add, (found, reason) -> results.add("first"));
            requireNonNull(tasks.poll(20, TimeUnit.SECONDS)).run();
            advance(KnownName.AT_ONCE);
            Resolver.Waiting waiting =
                    requireNonNull(slow.resolve("a.example", tasks::add, (found, reason) -> results.add("late")));
            assertThat(waiting.timeout(Duration.ZERO)).isEqualTo(Duration.ofMillis(1800));
            assertThat(waiting.timeout(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(1));
            assertThat(waiting.giveUp()).containsExactly(OLD);
            Eventually.check(
                    () -> assertThat(slow.resolve("a.example", tasks::add, (found, reason) -> results.add("at once")))
                            .isNull());
            assertThat(results).containsExactly("first", "at once");
        }
    }

    @Test
    void aNameThatNoLongerExistsHasNoStaleAddresses() throws Exception {
        addName("a.example", OLD);
        result("a.example");
        advance(KnownName.AT_ONCE);
        addresses.clear();
        failure = "Name or service not known";
        assertThat(result("a.example")).isEqualTo("a.example: Name or service not known");
    }

    @Test
    void noResultIsReturnedForMoreThanAnHour() throws Exception {
        addName("a.example", OLD);
        result("a.example");
        addresses.clear();
        advance(KnownName.LONGEST.minusMillis(1));
        assertThat(result("a.example")).isEqualTo("192.0.2.1");
        advance(Duration.ofMillis(1));
        assertThat(result("a.example")).isEqualTo("a.example: Temporary failure in name resolution");
    }

    @Test
    void aFailureIsCached() throws Exception {
        result("a.example");
        assertThat(atOnce("a.example")).isEqualTo("a.example: Temporary failure in name resolution");
        assertThat(lookups).hasValue(1);
        advance(KnownName.FRESH);
        addName("a.example", OLD);
        assertThat(result("a.example")).isEqualTo("192.0.2.1");
    }

    @Test
    void aFailureIsCachedForAsLongAsTheLookupTook() throws Exception {
        ask("hanging.example");
        Eventually.check(() -> assertThat(lookups).hasValue(1));
        advance(Duration.ofSeconds(20));
        hanging.countDown();
        requireNonNull(tasks.poll(20, TimeUnit.SECONDS)).run();
        advance(Duration.ofSeconds(19));
        assertThat(atOnce("hanging.example")).isNotEmpty();
        advance(Duration.ofSeconds(1));
        assertThat(atOnce("hanging.example")).isEmpty();
    }

    // ---- cache size

    @Test
    void theCacheIsBoundedAndEvictsFailuresFirst() throws Exception {
        addName("good.example", OLD);
        addName("configured.example", OLD);
        result("good.example");
        result("configured.example");
        for (int i = 0; i < 50_000; i++) {
            result("bad" + i + ".example");
        }
        assertThat(resolver.remembered()).isLessThanOrEqualTo(KnownNames.MAXIMUM + 1);
        assertThat(atOnce("good.example")).isEqualTo("192.0.2.1");
        assertThat(atOnce("configured.example")).isEqualTo("192.0.2.1");
    }

    @Test
    void theLeastRecentlyUsedNamesAreEvicted() throws Exception {
        addName("configured.example", OLD);
        result("configured.example");
        addName("busy.example", OLD);
        result("busy.example");
        for (int i = 0; i < 30_000; i++) {
            if (i % 1000 == 0) {
                advance(Duration.ofMillis(1100));
                assertThat(atOnce("busy.example")).as("after %d others", i).isEqualTo("192.0.2.1");
            }
            addName("good" + i + ".example", OLD);
            result("good" + i + ".example");
        }
        assertThat(resolver.remembered()).isLessThanOrEqualTo(KnownNames.MAXIMUM + 1);
        assertThat(atOnce("configured.example")).isEqualTo("192.0.2.1");
    }

    // ---- hosts that are not names

    @Test
    void aHostLongerThanAnyNameIsNotLookedUp() {
        assertThat(atOnce("a".repeat(254))).isEqualTo("a name has at most 253 characters");
        assertThat(lookups).hasValue(0);
    }

    @Test
    void addressesAreNotLookedUp() {
        assertThat(atOnce("192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(atOnce("2001:db8::1")).isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(atOnce("1.2.3.4.5")).isEqualTo("not an IP address: 1.2.3.4.5");
        assertThat(lookups).hasValue(0);
    }
}
