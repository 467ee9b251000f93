/**
 * The API for routers. Implement {@link roulette.api.Router}: it is given an {@link roulette.api.Opening} and returns a
 * {@link roulette.api.Decision}; {@link roulette.api.Settings} is its part of the configuration file. Start with the
 * example at {@link roulette.api.Router}. No parameter or result is ever null.
 */
@NullMarked
package roulette.api;

import org.jspecify.annotations.NullMarked;
