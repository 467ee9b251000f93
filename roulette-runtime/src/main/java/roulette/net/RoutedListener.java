package roulette.net;

import roulette.api.Router;
import roulette.options.Listener;

/**
 * A listener with the router that decides about its connections.
 *
 * @param router configured and started; closed by whoever made it, after the proxy is closed
 */
public record RoutedListener(Listener listener, Router router) {}
