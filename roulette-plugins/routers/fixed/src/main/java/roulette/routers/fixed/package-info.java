/** The router {@code fixed}: a plain forwarder. */
@NullMarked
package roulette.routers.fixed;

import org.jspecify.annotations.NullMarked;
