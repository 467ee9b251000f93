/** The router {@code parity}: the seed's ten lines. */
@NullMarked
package roulette.routers.parity;

import org.jspecify.annotations.NullMarked;
