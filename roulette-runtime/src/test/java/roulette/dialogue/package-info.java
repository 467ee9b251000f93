@NullMarked
package roulette.dialogue;

import org.jspecify.annotations.NullMarked;
