/**
 * Loads Roulette and other proxies in turn, and says what each unit of work cost them. {@link roulette.bench.Main} reads
 * the command line, {@link roulette.bench.Comparison} goes from round to round, {@link roulette.bench.Proxy} is a proxy
 * that runs, {@link roulette.bench.Load} the program that loads it; the figures end in a table and a chart.
 */
@NullMarked
package roulette.bench;

import org.jspecify.annotations.NullMarked;
