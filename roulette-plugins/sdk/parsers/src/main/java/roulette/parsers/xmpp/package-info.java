/**
 * The first bytes of an XMPP connection: {@link roulette.parsers.xmpp.XmppStream} holds the requested host,
 * {@link roulette.parsers.xmpp.XmppRefusal} makes a stream with just an error.
 */
@NullMarked
package roulette.parsers.xmpp;

import org.jspecify.annotations.NullMarked;
