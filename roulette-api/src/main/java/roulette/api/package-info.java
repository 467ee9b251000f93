/**
 * What the author of a router sees: {@link roulette.api.Router} is what you write, {@link roulette.api.Opening} what
 * it is given, {@link roulette.api.Decision} what it answers; {@link roulette.api.Settings} is its part of the
 * configuration file. Start with the example at {@link roulette.api.Router}. No reference here is ever null.
 */
@NullMarked
package roulette.api;

import org.jspecify.annotations.NullMarked;
