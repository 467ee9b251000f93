@NullMarked
package roulette.capture;

import org.jspecify.annotations.NullMarked;
