/**
 * The router {@code socks}: SOCKS 4, 4a and 5, for the targets that its settings allow. {@link
 * roulette.routers.socks.Socks4} and {@link roulette.routers.socks.Socks5} read what clients say, {@link
 * roulette.routers.socks.AllowList} knows where they may go, and {@link roulette.routers.socks.Gate} puts both together.
 */
@NullMarked
package roulette.routers.socks;

import org.jspecify.annotations.NullMarked;
