package roulette.routing;

import roulette.api.Router;

/**
 * A router in use, with its properties, which are read once. One instance for all listeners that select it.
 *
 * @param name its name in the configuration, for logs
 * @param router configured and started; closed by its creator, after the proxy is closed
 * @param blocks whether calls need a thread of their own
 * @param needsBytes whether the router needs bytes of the client to decide
 * @param bulkhead limits its calls if it blocks
 * @param watch measures its calls on a loop if it does not block
 * @param holder names the router in the warning of a blocked loop
 */
public record RunningRouter(
        String name,
        Router router,
        boolean blocks,
        boolean needsBytes,
        Bulkhead bulkhead,
        LoopWatch watch,
        String holder) {
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
                bulkhead,
                new LoopWatch(name),
                "router " + name + ", which must return true from blocks() if it may take long");
    }
}
