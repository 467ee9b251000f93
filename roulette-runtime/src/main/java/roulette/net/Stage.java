package roulette.net;

import roulette.eventloop.TimerWheel;

/**
 * The stage that a connection is in, with the data that belongs to it. {@link RoutingPhase} serves the states up to
 * {@link State#REPLYING} and keeps the opening until a target takes it; the others serve one state each. Confined to the loop's
 * thread.
 */
interface Stage {
    /** The read of the opening has brought bytes, or the end of input. */
    default void openingRead() {}

    /** The router's bytes for one of the sides were written in part. */
    default void progressed() {}

    /** The connection's timer has expired. Returns the tick at which to call again, or {@link TimerWheel#NEVER}. */
    long expired(long tick);

    /** The connection is closed: releases what this stage holds. */
    void close();
}
