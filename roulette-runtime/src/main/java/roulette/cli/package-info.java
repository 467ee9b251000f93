/**
 * The commands, and the one place that wires configuration, plugins and the network core together:
 * {@link roulette.cli.Main} is the entry point, {@link roulette.cli.Assembly} does the wiring, each command has a file
 * of its own. Only this package ends the process.
 */
@NullMarked
package roulette.cli;

import org.jspecify.annotations.NullMarked;
