package roulette.routing;

import roulette.api.Ended;
import roulette.api.Router;

/**
 * A router in use, with its properties, which are read once. One instance for all listeners that select it.
 *
 * @param name its name in the configuration, for logs
 * @param router configured and started; closed by its creator, after the proxy is closed
 * @param blocks whether calls need a thread of their own
 * @param needsBytes whether the router needs bytes of the client to decide
 * @param handlesEnded whether it overrides {@link Router#ended}
 * @param bulkhead limits its calls if it blocks
 * @param watch measures its calls on a loop if it does not block
 */
public record RunningRouter(
        String name,
        Router router,
        boolean blocks,
        boolean needsBytes,
        boolean handlesEnded,
        Bulkhead bulkhead,
        LoopWatch watch) {
    /** @param calls the maximum of concurrent calls, if it blocks */
    public static RunningRouter of(String name, Router router, int calls) {
        boolean blocks = router.blocks();
        Bulkhead bulkhead = new Bulkhead(name, calls);
        if (blocks) {
            bulkhead.open();
        }
        return new RunningRouter(
                name,
                router,
                blocks,
                router.needsBytes(),
                handlesEnded(router instanceof WrappedRouter wrapped ? wrapped.type() : router.getClass()),
                bulkhead,
                new LoopWatch(name));
    }

    /** Whether routers of this class override {@link Router#ended}. */
    static boolean handlesEnded(Class<? extends Router> type) {
        try {
            return !type.getMethod("ended", Ended.class).getDeclaringClass().equals(Router.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every router has the method", e);
        } catch (LinkageError | TypeNotPresentException e) {
            // Another public method uses a missing type, such as an optional dependency.
            return true;
        }
    }
}
