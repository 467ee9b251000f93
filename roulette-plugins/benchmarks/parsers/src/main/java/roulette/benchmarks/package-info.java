/**
 * The cost of parsing: {@link roulette.benchmarks.Main} measures every parser in {@link
 * roulette.benchmarks.Subject}, in time and memory, and prints a table.
 */
@NullMarked
package roulette.benchmarks;

import org.jspecify.annotations.NullMarked;
