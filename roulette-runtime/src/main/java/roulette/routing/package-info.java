/**
 * Calls routers: the opening passed to them, the threads of the calls, and the limit of concurrent calls of a router.
 * {@link roulette.routing.RouterCall} is one call.
 */
@NullMarked
package roulette.routing;

import org.jspecify.annotations.NullMarked;
