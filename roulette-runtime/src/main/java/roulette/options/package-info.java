/**
 * The configuration of the network core: listeners, timeouts and limits. {@code roulette.config} reads it from the
 * file, {@code roulette.net} applies it; neither depends on the other.
 */
@NullMarked
package roulette.options;

import org.jspecify.annotations.NullMarked;
