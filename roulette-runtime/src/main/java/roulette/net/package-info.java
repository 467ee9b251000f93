/**
 * The asynchronous core: accept, opening, decision, connect, relay, close. Start with {@link roulette.net.Proxy};
 * {@link roulette.net.Connection} is one connection, and each of its stages has a file of its own. A connection is
 * confined to its loop's thread; {@link roulette.net.Shared} is the state shared by loops.
 */
@NullMarked
package roulette.net;

import org.jspecify.annotations.NullMarked;
