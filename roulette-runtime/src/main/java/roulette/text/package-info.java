/** Text for people and logs. Knows nothing of the rest; everything may use it. */
@NullMarked
package roulette.text;

import org.jspecify.annotations.NullMarked;
