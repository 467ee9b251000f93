package roulette.routing;

import roulette.api.Router;

/**
 * A router that decides about connections, with what it says of itself, asked once. One for all listeners that select it.
 *
 * @param name its name in the configuration, for logs
 * @param router configured and started; closed by whoever made it, after the proxy is closed
 * @param blocks whether calls need a thread of their own
 * @param needsBytes whether the client has to speak first
 * @param bulkhead holds its calls if it blocks
 * @param watch notes how long its calls hold a loop if it does not
 * @param holder who holds the loop while it is asked, as a warning says it
 */
public record RunningRouter(
        String name,
        Router router,
        boolean blocks,
        boolean needsBytes,
        Bulkhead bulkhead,
        LoopWatch watch,
        String holder) {
    /** @param calls the most concurrent calls, if it blocks */
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
                "router " + name + ", which must answer true from blocks() if it may take long");
    }
}
