package roulette.eventloop.epoll;

import java.io.IOException;

/** Receives events from a group's thread, and is closed by it at the end. Confined to that thread. */
interface Pollable {
    /** Handles events. Also called if the channel needs none of them, or was closed meanwhile. */
    void ready(int events) throws IOException;

    void closeNow() throws IOException;
}
