/**
 * What the first bytes of a connection say: {@link roulette.parsers.Reading} is what every parser answers, and each
 * protocol has a package of its own below this one.
 */
@NullMarked
package roulette.parsers;

import org.jspecify.annotations.NullMarked;
