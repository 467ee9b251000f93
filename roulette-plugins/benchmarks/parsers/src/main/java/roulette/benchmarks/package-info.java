/**
 * What a decision costs: {@link roulette.benchmarks.Main} measures every parser that {@link
 * roulette.benchmarks.Subject} names, in time and in memory, and prints a table.
 */
@NullMarked
package roulette.benchmarks;

import org.jspecify.annotations.NullMarked;
