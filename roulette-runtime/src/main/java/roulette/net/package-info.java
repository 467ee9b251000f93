/**
 * The asynchronous core: accept, opening, decision, connect, relay, close. Start with {@link roulette.net.Proxy};
 * {@link roulette.net.Connection} shows the way of a connection, and each of its steps has a file of its own. A
 * connection is confined to its loop's thread; what loops share is in {@link roulette.net.Shared}, and says so.
 */
@NullMarked
package roulette.net;

import org.jspecify.annotations.NullMarked;
