/** What {@code roulette status} prints: the state of a running proxy, for people and for programs. */
@NullMarked
package roulette.cli.status;

import org.jspecify.annotations.NullMarked;
