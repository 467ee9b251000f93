/** Settings shared by routers that use parsers: forwards, also by host. */
@NullMarked
package roulette.parsers.routing;

import org.jspecify.annotations.NullMarked;
