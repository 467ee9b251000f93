/**
 * The JDK's asynchronous channels and what only they need: a bind address that is IPv4 only, and socket options set
 * through descriptors. Used where epoll is not available.
 */
@NullMarked
package roulette.eventloop.jdk;

import org.jspecify.annotations.NullMarked;
