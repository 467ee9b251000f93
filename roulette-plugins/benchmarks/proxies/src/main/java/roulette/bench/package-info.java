/**
 * Loads Roulette and other proxies in turn, and reports the CPU cost of each unit of work. {@link roulette.bench.Main}
 * reads the command line, {@link roulette.bench.Comparison} runs the rounds, {@link roulette.bench.Proxy} is a running
 * proxy, {@link roulette.bench.Load} the load generator; the results are a table and a chart.
 */
@NullMarked
package roulette.bench;

import org.jspecify.annotations.NullMarked;
