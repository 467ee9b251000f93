/**
 * The JDK's asynchronous channels, and what only they need: an address to bind to that is IPv4 alone, and socket options by way
 * of their descriptors. Used where epoll is not there.
 */
@NullMarked
package roulette.eventloop.jdk;

import org.jspecify.annotations.NullMarked;
