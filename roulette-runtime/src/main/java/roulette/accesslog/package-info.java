/**
 * One line for each connection that has ended, written off the network threads. {@link roulette.accesslog.AccessLog} is
 * the way in. Records go through an inbox to one thread, which formats them by a syntax and hands them to an outlet.
 */
@NullMarked
package roulette.accesslog;

import org.jspecify.annotations.NullMarked;
