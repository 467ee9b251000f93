/**
 * Asynchronous channels of {@code java.nio} on Linux's epoll, with one thread per group and few system calls. Start
 * with {@link roulette.eventloop.epoll.EpollGroup}. They implement what the core needs; the rest is unsupported:
 * timeouts, scatter/gather, futures.
 */
@NullMarked
package roulette.eventloop.epoll;

import org.jspecify.annotations.NullMarked;
