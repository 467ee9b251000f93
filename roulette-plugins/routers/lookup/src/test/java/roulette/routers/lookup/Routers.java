package roulette.routers.lookup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import roulette.api.Decision;
import roulette.api.Target;
import roulette.testkit.Configured;
import roulette.testkit.TestOpening;

/** Routers for tests, and their decisions for HTTP clients. */
final class Routers {
    private Routers() {}

    static LookupRouter with(String settings) {
        return with(settings, System::nanoTime, Path.of("no-such-home"));
    }

    static LookupRouter with(String settings, LongSupplier nanoTime) {
        return with(settings, nanoTime, Path.of("no-such-home"));
    }

    static LookupRouter with(String settings, LongSupplier nanoTime, Path home) {
        return Configured.with(new LookupRouter(nanoTime), settings, home);
    }

    static String get(String host) {
        return "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    }

    static Decision ask(LookupRouter router, String host) throws InterruptedException {
        return router.route(TestOpening.of(get(host)));
    }

    /** The targets for a client of this host; none if it is not forwarded. */
    static List<Target> targets(LookupRouter router, String host) throws InterruptedException {
        return ask(router, host) instanceof Decision.Forward forward ? forward.targets() : List.of();
    }

    /** The first line of a refusal, and its reason. */
    static String refusal(Decision decision) {
        return decision instanceof Decision.Reject reject
                ? ISO_8859_1
                                .decode(reject.reply())
                                .toString()
                                .lines()
                                .findFirst()
                                .orElse("") + "|" + reject.because()
                : decision.toString();
    }

    static String because(Decision decision) {
        return switch (decision) {
            case Decision.Forward forward -> forward.because();
            case Decision.Reject reject -> reject.because();
            default -> decision.toString();
        };
    }
}
