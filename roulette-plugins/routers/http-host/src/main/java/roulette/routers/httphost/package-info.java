/** The router {@code http-host}: HTTP clients by the host of their first request. */
@NullMarked
package roulette.routers.httphost;

import org.jspecify.annotations.NullMarked;
