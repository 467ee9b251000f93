/**
 * The event loop: one thread with its channel group, timers and buffers; it knows nothing of proxies. {@link
 * roulette.eventloop.EventLoop} is the way in; {@link roulette.eventloop.Channels} chooses between epoll's and the JDK's channels.
 * What belongs to a loop is confined to its thread.
 */
@NullMarked
package roulette.eventloop;

import org.jspecify.annotations.NullMarked;
