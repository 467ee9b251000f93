/**
 * Calls routers: the view of an opening that they get, the thread they are called on, and the limit of concurrent calls
 * of a router. {@link roulette.routing.RouterCall} is one call.
 */
@NullMarked
package roulette.routing;

import org.jspecify.annotations.NullMarked;
