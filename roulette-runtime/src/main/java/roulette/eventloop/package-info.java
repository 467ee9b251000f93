/**
 * The event loop: one thread with its channel group, timers and buffers; independent of proxying. Start with {@link
 * roulette.eventloop.EventLoop}; {@link roulette.eventloop.Channels} selects epoll's or the JDK's channels. What
 * belongs to a loop is confined to its thread.
 */
@NullMarked
package roulette.eventloop;

import org.jspecify.annotations.NullMarked;
