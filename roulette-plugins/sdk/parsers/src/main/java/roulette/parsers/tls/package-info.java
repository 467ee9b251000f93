/**
 * TLS: {@link roulette.parsers.tls.TlsHello} is what a client says first, by which host name and protocol it can be
 * routed, and {@link roulette.parsers.tls.TlsAlert} is how it is refused in its own words.
 */
@NullMarked
package roulette.parsers.tls;

import org.jspecify.annotations.NullMarked;
