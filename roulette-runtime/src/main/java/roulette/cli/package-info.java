/**
 * The commands, and the one place that wires configuration, plugins and the network core together:
 * {@link roulette.cli.Main} is where Java starts, {@link roulette.cli.Assembly} is the wiring, each command has a file
 * of its own. Only this package ends the process.
 */
@NullMarked
package roulette.cli;

import org.jspecify.annotations.NullMarked;
