package roulette.routing;

import roulette.api.Router;

/** A router that hands each call on to another one. */
public interface WrappedRouter extends Router {
    /** The class of the other one. */
    Class<? extends Router> type();
}
