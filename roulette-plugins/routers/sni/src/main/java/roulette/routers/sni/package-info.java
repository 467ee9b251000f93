/** The router {@code sni}: TLS clients by the host name they request (SNI). Nothing is decrypted. */
@NullMarked
package roulette.routers.sni;

import org.jspecify.annotations.NullMarked;
