/**
 * Asks a router about bytes as a connection would, without one: {@link roulette.cli.trial.Trial} asks,
 * {@link roulette.cli.trial.Report} prints. Knows the API, and nothing of networks.
 */
@NullMarked
package roulette.cli.trial;

import org.jspecify.annotations.NullMarked;
