/**
 * The beginning of a connection of XMPP: {@link roulette.parsers.xmpp.XmppStream} names the host that the client wants,
 * {@link roulette.parsers.xmpp.XmppRefusal} is a stream that only says why there is none.
 */
@NullMarked
package roulette.parsers.xmpp;

import org.jspecify.annotations.NullMarked;
