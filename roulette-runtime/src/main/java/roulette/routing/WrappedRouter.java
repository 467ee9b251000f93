package roulette.routing;

import roulette.api.Router;

/** A router that passes each call to another one. */
public interface WrappedRouter extends Router {
    /** The class of the other router. */
    Class<? extends Router> type();
}
