/**
 * Runs a router on bytes without a connection: {@link roulette.cli.trial.Trial} calls it,
 * {@link roulette.cli.trial.Report} prints the result. Uses the API but no network.
 */
@NullMarked
package roulette.cli.trial;

import org.jspecify.annotations.NullMarked;
