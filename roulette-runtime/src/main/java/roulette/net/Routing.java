package roulette.net;

import roulette.api.Router;

/**
 * Who decides about the connections of a listener, with what the router says of itself asked once.
 *
 * @param listener the listener
 * @param blocks whether calls need a thread of their own
 * @param needsBytes whether the client has to speak first
 * @param bulkhead shared by all listeners of the same router
 * @param holder who holds the loop while it is asked, as a warning says it
 */
record Routing(
        Listener listener, boolean blocks, boolean needsBytes, Bulkhead bulkhead, LoopWatch watch, String holder) {
    static Routing of(Listener listener, Bulkhead bulkhead) {
        Router router = listener.router();
        boolean blocks = router.blocks();
        if (blocks) {
            bulkhead.open();
        }
        return new Routing(
                listener,
                blocks,
                router.needsBytes(),
                bulkhead,
                new LoopWatch(listener.routerName()),
                "router " + listener.routerName() + ", which must answer true from blocks() if it may take long");
    }

    Router router() {
        return listener.router();
    }

    /** The router's name in the configuration. */
    String name() {
        return listener.routerName();
    }
}
