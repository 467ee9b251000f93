/**
 * The access log: one line per finished connection, written off the network threads.
 * {@link roulette.accesslog.AccessLog} is the entry point. Records go through an inbox to one thread, which formats
 * them and writes them to an outlet.
 */
@NullMarked
package roulette.accesslog;

import org.jspecify.annotations.NullMarked;
