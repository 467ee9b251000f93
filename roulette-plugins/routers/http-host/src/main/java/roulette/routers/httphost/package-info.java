/** The router {@code http-host}: HTTP clients by the host that their first request names. */
@NullMarked
package roulette.routers.httphost;

import org.jspecify.annotations.NullMarked;
