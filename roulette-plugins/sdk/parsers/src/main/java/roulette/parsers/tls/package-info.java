/**
 * TLS: {@link roulette.parsers.tls.TlsHello} is the client's first message, with the host name and protocols for
 * routing, and {@link roulette.parsers.tls.TlsAlert} makes TLS refusals.
 */
@NullMarked
package roulette.parsers.tls;

import org.jspecify.annotations.NullMarked;
