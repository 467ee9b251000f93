/**
 * One line for each connection that has ended, written away from the network threads. {@link
 * roulette.accesslog.AccessLog} is the way in; {@link roulette.accesslog.Format} says what a line looks like.
 */
@NullMarked
package roulette.accesslog;

import org.jspecify.annotations.NullMarked;
