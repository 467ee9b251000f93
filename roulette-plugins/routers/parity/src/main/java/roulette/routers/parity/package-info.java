/** The router {@code parity}: even or odd client ports. */
@NullMarked
package roulette.routers.parity;

import org.jspecify.annotations.NullMarked;
