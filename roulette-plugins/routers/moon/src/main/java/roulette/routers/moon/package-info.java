/** The router {@code moon}: by the phase of the moon. */
@NullMarked
package roulette.routers.moon;

import org.jspecify.annotations.NullMarked;
