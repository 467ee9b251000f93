package roulette.eventloop.epoll;

import java.io.IOException;

/** What a group's thread tells of events, and closes at the end. Confined to that thread. */
interface Pollable {
    /** The kernel has news. Also called where a channel has no use for it, or was closed meanwhile. */
    void ready(int events) throws IOException;

    void closeNow() throws IOException;
}
