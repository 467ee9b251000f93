/** Builds the zip with its own Java. Part of the build; not shipped. */
@NullMarked
package roulette.dist;

import org.jspecify.annotations.NullMarked;
