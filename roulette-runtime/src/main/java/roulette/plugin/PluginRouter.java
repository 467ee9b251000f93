package roulette.plugin;

import java.time.Duration;
import java.util.Map;
import roulette.api.Answer;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Ended;
import roulette.api.FromTarget;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.routing.WrappedRouter;

/** A router of a plugin whose calls have the plugin's class loader as their thread's context class loader. */
@SuppressWarnings("try") // close() throws what the plugin's own throws
final class PluginRouter implements WrappedRouter {
    /** Timeout of a constructor, {@code name()} and {@code description()} together. */
    static final Duration LOADING = Duration.ofSeconds(10);

    /** Timeout of {@code configure} and of {@code start}, each of which may load much data. */
    private static final Duration SETUP_TIMEOUT = Duration.ofMinutes(2);

    private final Router router;
    private final ClassLoader loader;

    private PluginRouter(Router router, ClassLoader loader) {
        this.router = router;
        this.loader = loader;
    }

    /**
     * Makes an instance with the public constructor without parameters.
     *
     * @throws ReflectiveOperationException if there is none, it is not accessible, or it throws
     */
    static PluginRouter construct(Class<? extends Router> type) throws ReflectiveOperationException {
        ClassLoader loader = type.getClassLoader();
        ClassLoader before = enter(loader);
        try {
            return new PluginRouter(type.getConstructor().newInstance(), loader);
        } finally {
            leave(before);
        }
    }

    @Override
    public Class<? extends Router> type() {
        return router.getClass();
    }

    @Override
    public String name() {
        ClassLoader before = enter(loader);
        try {
            return router.name();
        } finally {
            leave(before);
        }
    }

    @Override
    public String description() {
        ClassLoader before = enter(loader);
        try {
            return router.description();
        } finally {
            leave(before);
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /** @throws PluginException if it does not return */
    @Override
    public void configure(Settings settings) {
        runWithTimeout("configured", () -> router.configure(settings));
    }

    /** @throws PluginException if it does not return, or throws a checked exception */
    @Override
    public void start() {
        runWithTimeout("started", router::start);
    }

    private void runWithTimeout(String what, Step step) {
        try {
            TimedCall.of(SETUP_TIMEOUT, () -> {
                ClassLoader before = enter(loader);
                try {
                    step.run();
                } finally {
                    leave(before);
                }
                return this;
            });
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable failure) {
            throw new PluginException(
                    router.getClass().getName() + " can't be " + what + ": " + Reasons.of(failure), failure);
        }
    }

    @Override
    public Decision route(Opening opening) throws Exception {
        ClassLoader before = enter(loader);
        try {
            return router.route(opening);
        } finally {
            leave(before);
        }
    }

    @Override
    public Decision timedOut(Opening opening) throws Exception {
        ClassLoader before = enter(loader);
        try {
            return router.timedOut(opening);
        } finally {
            leave(before);
        }
    }

    @Override
    public Answer answered(Opening opening, FromTarget said) throws Exception {
        ClassLoader before = enter(loader);
        try {
            return router.answered(opening, said);
        } finally {
            leave(before);
        }
    }

    @Override
    public void failed(Opening opening, Attempt attempt) throws Exception {
        ClassLoader before = enter(loader);
        try {
            router.failed(opening, attempt);
        } finally {
            leave(before);
        }
    }

    @Override
    public Decision unreachable(Opening opening, Attempt last) throws Exception {
        ClassLoader before = enter(loader);
        try {
            return router.unreachable(opening, last);
        } finally {
            leave(before);
        }
    }

    @Override
    public void ended(Ended ended) throws Exception {
        ClassLoader before = enter(loader);
        try {
            router.ended(ended);
        } finally {
            leave(before);
        }
    }

    @Override
    public boolean blocks() {
        ClassLoader before = enter(loader);
        try {
            return router.blocks();
        } finally {
            leave(before);
        }
    }

    @Override
    public boolean needsBytes() {
        ClassLoader before = enter(loader);
        try {
            return router.needsBytes();
        } finally {
            leave(before);
        }
    }

    @Override
    public Map<String, String> explain(Opening opening) throws Exception {
        ClassLoader before = enter(loader);
        try {
            return router.explain(opening);
        } finally {
            leave(before);
        }
    }

    @Override
    public void close() {
        ClassLoader before = enter(loader);
        try {
            router.close();
        } finally {
            leave(before);
        }
    }

    private static ClassLoader enter(ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        return before;
    }

    private static void leave(ClassLoader before) {
        Thread.currentThread().setContextClassLoader(before);
    }
}
