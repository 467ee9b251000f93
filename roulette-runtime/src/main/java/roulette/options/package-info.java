/**
 * What a configuration sets for the network core: listeners, time-outs and limits. {@code roulette.config} reads them from the
 * file, {@code roulette.net} keeps to them; neither knows the other.
 */
@NullMarked
package roulette.options;

import org.jspecify.annotations.NullMarked;
