/**
 * The configuration file as records: {@link roulette.config.Configuration#read} parses TOML, fills in the defaults and
 * reports all problems at once, each with file, line and column. A router's own table is passed on as
 * {@link roulette.api.Settings}, by {@link roulette.config.RouterTable}.
 */
@NullMarked
package roulette.config;

import org.jspecify.annotations.NullMarked;
