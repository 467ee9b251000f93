/**
 * Asynchronous channels of {@code java.nio} on Linux's epoll, with one thread per group and a system call only where the
 * kernel has something to say. {@link roulette.eventloop.epoll.EpollGroup} is the way in. They do what the core needs of such
 * channels, and refuse the rest: time-outs, several buffers at once, futures.
 */
@NullMarked
package roulette.eventloop.epoll;

import org.jspecify.annotations.NullMarked;
