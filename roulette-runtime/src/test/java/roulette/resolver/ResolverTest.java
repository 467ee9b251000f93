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

/** The resolver with a name service and a clock of its own; the test's thread is the one that asks. */
class ResolverTest {
    private static final InetAddress OLD = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress NEW = InetAddress.ofLiteral("192.0.2.2");

    private final AtomicLong clock = new AtomicLong();
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final Map<String, InetAddress[]> addresses = new ConcurrentHashMap<>();
    private final AtomicInteger lookups = new AtomicInteger();
    private volatile String failure = "Temporary failure in name resolution";
    private final Resolver resolver = new Resolver(this::lookup, Set.of("Configured.example"), clock::get);

    /** Tasks for the test's thread. */
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void close() {
        stuck.countDown();
        resolver.close();
    }

    private InetAddress[] lookup(String name) throws UnknownHostException {
        lookups.incrementAndGet();
        if (name.startsWith("stuck")) {
            try {
                stuck.await();
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

    private void knows(String name, InetAddress... found) {
        addresses.put(name, found);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private Resolver.@Nullable Waiting ask(String name) {
        return resolver.resolve(
                name, tasks::add, (found, reason) -> heard.add(found.length == 0 ? reason : found[0].getHostAddress()));
    }

    /** What an answer says; waits for it. */
    private String answer(String name) throws InterruptedException {
        heard.clear();
        ask(name);
        while (heard.isEmpty()) {
            Runnable task = tasks.poll(20, TimeUnit.SECONDS);
            assertThat(task).as("an answer for %s", name).isNotNull();
            requireNonNull(task).run();
        }
        return heard.getFirst();
    }

    /** What is known at once; an empty text if it is to be waited for. */
    private String atOnce(String name) {
        heard.clear();
        Resolver.Waiting waiting = ask(name);
        if (waiting != null) {
            waiting.cancel();
        }
        return String.join("", heard);
    }

    private void isUnderWay(int count) {
        Eventually.check(() -> {
            try {
                assertThat(resolver.underWay()).isEqualTo(count);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void stick(int names) {
        for (int i = 0; i < names; i++) {
            ask("stuck" + i + ".example");
        }
    }

    // ---- shares

    @Test
    void namesThatAreStuckDoNotHoldUpThoseOfTheConfiguration() throws Exception {
        knows("configured.example", OLD);
        stick(1000);
        assertThat(answer("CONFIGURED.example")).isEqualTo("192.0.2.1");
    }

    @Test
    void namesThatAreStuckDoNotHoldUpThoseThatWereResolvedBefore() throws Exception {
        knows("good.example", OLD);
        assertThat(answer("good.example")).isEqualTo("192.0.2.1");
        stick(1000);
        pass(KnownName.AT_ONCE);
        knows("good.example", NEW);
        assertThat(answer("good.example")).isEqualTo("192.0.2.2");
    }

    @Test
    void namesResolvedBeforeThatAreStuckNowDoNotHoldUpThoseOfTheConfiguration() throws Exception {
        for (int i = 0; i < 100; i++) {
            knows("later" + i + ".example", OLD);
            answer("later" + i + ".example");
        }
        CountDownLatch later = new CountDownLatch(1);
        try (Resolver both = new Resolver(
                name -> {
                    if (later.getCount() == 0 && name.startsWith("later")) {
                        lookup("stuck");
                    }
                    return lookup(name);
                },
                Set.of("configured.example"),
                clock::get)) {
            LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
            Resolver.Answer answer = (found, reason) -> answers.add(found.length + reason);
            for (int i = 0; i < 100; i++) {
                both.resolve("later" + i + ".example", Runnable::run, answer);
                assertThat(answers.poll(20, TimeUnit.SECONDS)).isEqualTo("1");
            }
            later.countDown();
            pass(KnownName.AT_ONCE);
            for (int i = 0; i < 100; i++) {
                both.resolve("later" + i + ".example", Runnable::run, answer);
            }
            knows("configured.example", OLD);
            both.resolve("configured.example", Runnable::run, answer);
            assertThat(answers.poll(20, TimeUnit.SECONDS)).isEqualTo("1");
        }
    }

    @Test
    void aLookupThatNobodyWaitsForIsDroppedUnlessItRuns() throws Exception {
        stick(LookupShare.MAXIMUM);
        isUnderWay(LookupShare.MAXIMUM);
        List<Resolver.Waiting> waiting = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            waiting.add(requireNonNull(ask("other" + i + ".example")));
            waiting.add(requireNonNull(ask("other" + i + ".example")));
        }
        isUnderWay(LookupShare.MAXIMUM + 1000);
        waiting.forEach(Resolver.Waiting::cancel);
        isUnderWay(LookupShare.MAXIMUM);
        stuck.countDown();
        isUnderWay(0);
        assertThat(lookups).hasValue(LookupShare.MAXIMUM);
    }

    @Test
    void aLookupThatSomebodyElseWaitsForIsNotDropped() throws Exception {
        stick(LookupShare.MAXIMUM);
        knows("other.example", OLD);
        requireNonNull(ask("other.example"));
        requireNonNull(ask("other.example")).cancel();
        stuck.countDown();
        Eventually.check(() -> assertThat(atOnce("other.example")).isEqualTo("192.0.2.1"));
    }

    @Test
    void whoeverDoesNotWaitAnyMoreHearsNothing() throws Exception {
        knows("a.example", OLD);
        Resolver.Waiting waiting = requireNonNull(ask("a.example"));
        Runnable late = requireNonNull(tasks.poll(20, TimeUnit.SECONDS));
        waiting.cancel();
        late.run();
        assertThat(heard).isEmpty();
    }

    @Test
    void manyWhoAskForOneNameCostOneLookup() throws Exception {
        knows("stuck.example", OLD);
        for (int i = 0; i < 20_000; i++) {
            ask("stuck.example");
        }
        isUnderWay(1);
        stuck.countDown();
        while (heard.size() < 20_000) {
            requireNonNull(tasks.poll(20, TimeUnit.SECONDS)).run();
        }
        assertThat(heard).containsOnly("192.0.2.1");
        assertThat(lookups).hasValue(1);
    }

    @Test
    void aLoopThatWasClosedKeepsTheAnswerFromNobodyElse() throws Exception {
        knows("stuck.example", OLD);
        for (int i = 0; i < 10; i++) {
            resolver.resolve(
                    "stuck.example",
                    task -> {
                        throw new ShutdownChannelGroupException();
                    },
                    (found, reason) -> heard.add("closed"));
        }
        ask("stuck.example");
        stuck.countDown();
        requireNonNull(tasks.poll(20, TimeUnit.SECONDS)).run();
        assertThat(heard).containsExactly("192.0.2.1");
        isUnderWay(0);
    }

    // ---- age

    @Test
    void anOldAnswerIsGivenAtOnceWhileItIsRefreshed() throws Exception {
        knows("a.example", OLD);
        answer("a.example");
        pass(KnownName.FRESH);
        knows("a.example", NEW);
        assertThat(atOnce("a.example")).isEqualTo("192.0.2.1");
        Eventually.check(() -> assertThat(atOnce("a.example")).isEqualTo("192.0.2.2"));
        assertThat(lookups).hasValue(2);
    }

    @Test
    void aFreshAnswerCostsNoLookup() throws Exception {
        knows("a.example", OLD);
        answer("a.example");
        pass(KnownName.FRESH.minusMillis(1));
        assertThat(atOnce("a.example")).isEqualTo("192.0.2.1");
        isUnderWay(0);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void whatIsOlderIsGivenIfTheRefreshFails() throws Exception {
        knows("a.example", OLD);
        answer("a.example");
        pass(KnownName.AT_ONCE);
        addresses.clear();
        assertThat(atOnce("a.example")).isEmpty();
        assertThat(answer("a.example")).isEqualTo("192.0.2.1");
        assertThat(atOnce("a.example")).as("nobody waits for the next refresh").isEqualTo("192.0.2.1");
    }

    @Test
    void whatIsOlderIsGivenIfTheRefreshTakesTooLong() throws Exception {
        try (Resolver slow = new Resolver(
                name -> lookup(lookups.get() == 0 ? "a.example" : "stuck.example"), Set.of(), clock::get)) {
            knows("a.example", OLD);
            slow.resolve("a.example", tasks::add, (found, reason) -> heard.add("first"));
            requireNonNull(tasks.poll(20, TimeUnit.SECONDS)).run();
            pass(KnownName.AT_ONCE);
            Resolver.Waiting waiting =
                    requireNonNull(slow.resolve("a.example", tasks::add, (found, reason) -> heard.add("late")));
            assertThat(waiting.timeout(Duration.ZERO)).isEqualTo(Duration.ofMillis(1800));
            assertThat(waiting.timeout(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(1));
            assertThat(waiting.giveUp()).containsExactly(OLD);
            Eventually.check(
                    () -> assertThat(slow.resolve("a.example", tasks::add, (found, reason) -> heard.add("at once")))
                            .isNull());
            assertThat(heard).containsExactly("first", "at once");
        }
    }

    @Test
    void aNameThatIsGoneIsNotGivenItsOldAddresses() throws Exception {
        knows("a.example", OLD);
        answer("a.example");
        pass(KnownName.AT_ONCE);
        addresses.clear();
        failure = "Name or service not known";
        assertThat(answer("a.example")).isEqualTo("a.example: Name or service not known");
    }

    @Test
    void noAnswerIsGivenForMoreThanAnHour() throws Exception {
        knows("a.example", OLD);
        answer("a.example");
        addresses.clear();
        pass(KnownName.LONGEST.minusMillis(1));
        assertThat(answer("a.example")).isEqualTo("192.0.2.1");
        pass(Duration.ofMillis(1));
        assertThat(answer("a.example")).isEqualTo("a.example: Temporary failure in name resolution");
    }

    @Test
    void aFailureIsRememberedForAWhile() throws Exception {
        answer("a.example");
        assertThat(atOnce("a.example")).isEqualTo("a.example: Temporary failure in name resolution");
        assertThat(lookups).hasValue(1);
        pass(KnownName.FRESH);
        knows("a.example", OLD);
        assertThat(answer("a.example")).isEqualTo("192.0.2.1");
    }

    @Test
    void aFailureThatTookLongIsRememberedForAsLong() throws Exception {
        ask("stuck.example");
        Eventually.check(() -> assertThat(lookups).hasValue(1));
        pass(Duration.ofSeconds(20));
        stuck.countDown();
        requireNonNull(tasks.poll(20, TimeUnit.SECONDS)).run();
        pass(Duration.ofSeconds(19));
        assertThat(atOnce("stuck.example")).isNotEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(atOnce("stuck.example")).isEmpty();
    }

    // ---- memory

    @Test
    void howeverManyNamesFailABoundedNumberIsRememberedAndTheGoodOnesStay() throws Exception {
        knows("good.example", OLD);
        knows("configured.example", OLD);
        answer("good.example");
        answer("configured.example");
        for (int i = 0; i < 50_000; i++) {
            answer("bad" + i + ".example");
        }
        assertThat(resolver.remembered()).isLessThanOrEqualTo(KnownNames.MAXIMUM + 1);
        assertThat(atOnce("good.example")).isEqualTo("192.0.2.1");
        assertThat(atOnce("configured.example")).isEqualTo("192.0.2.1");
    }

    @Test
    void ofTooManyGoodNamesThoseNotUsedForLongestAreForgotten() throws Exception {
        knows("configured.example", OLD);
        answer("configured.example");
        knows("busy.example", OLD);
        answer("busy.example");
        for (int i = 0; i < 30_000; i++) {
            if (i % 1000 == 0) {
                pass(Duration.ofMillis(1100));
                assertThat(atOnce("busy.example")).as("after %d others", i).isEqualTo("192.0.2.1");
            }
            knows("good" + i + ".example", OLD);
            answer("good" + i + ".example");
        }
        assertThat(resolver.remembered()).isLessThanOrEqualTo(KnownNames.MAXIMUM + 1);
        assertThat(atOnce("configured.example")).isEqualTo("192.0.2.1");
    }

    // ---- what is no name

    @Test
    void whatIsLongerThanNamesAreIsNotLookedUp() {
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
