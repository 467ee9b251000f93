/**
 * Asks routers: what they see of an opening, on which thread they are called, and how many calls of one router run at a
 * time. {@link roulette.routing.RouterCall} is one call.
 */
@NullMarked
package roulette.routing;

import org.jspecify.annotations.NullMarked;
