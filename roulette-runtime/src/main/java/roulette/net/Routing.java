package roulette.net;

import roulette.api.Router;

/**
 * A listener's router, with what it says of itself asked once.
 *
 * @param listener the listener's name
 * @param name the router's name in the configuration
 * @param blocks whether calls need a thread of their own
 * @param needsBytes whether the client has to speak first
 */
record Routing(String listener, String name, Router router, boolean blocks, boolean needsBytes) {
    static Routing of(Listener listener) {
        Router router = listener.router();
        return new Routing(listener.name(), listener.routerName(), router, router.blocks(), router.needsBytes());
    }
}
