/** Formats text for users and logs. Depends on no other package; every package may use it. */
@NullMarked
package roulette.text;

import org.jspecify.annotations.NullMarked;
