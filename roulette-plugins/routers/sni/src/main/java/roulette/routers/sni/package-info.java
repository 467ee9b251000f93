/** The router {@code sni}: TLS clients by the host name that they ask for. Nothing is decrypted. */
@NullMarked
package roulette.routers.sni;

import org.jspecify.annotations.NullMarked;
