/**
 * Makes the zip that brings its own Java. Part of the build; nothing of it is shipped.
 */
@NullMarked
package roulette.dist;

import org.jspecify.annotations.NullMarked;
