/**
 * The asynchronous core: accept, opening, decision, connect, relay, close. {@link roulette.net.Proxy} is the way in;
 * {@link roulette.net.Connection} shows the way of a connection, and each of its steps has a file of its own.
 * Everything but {@code Proxy}, {@code Admission}, {@code Counters} and {@code Resolver} is confined to one loop's thread.
 */
@NullMarked
package roulette.net;

import org.jspecify.annotations.NullMarked;
