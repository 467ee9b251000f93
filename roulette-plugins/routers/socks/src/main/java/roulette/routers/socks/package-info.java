/**
 * The router {@code socks}: SOCKS 4, 4a and 5, to allowed targets. {@link roulette.routers.socks.Socks4} and {@link
 * roulette.routers.socks.Socks5} parse requests, {@link roulette.routers.socks.AccessControl} decides by the {@link
 * roulette.routers.socks.AllowList}.
 */
@NullMarked
package roulette.routers.socks;

import org.jspecify.annotations.NullMarked;
