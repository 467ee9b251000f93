package roulette.net;

import roulette.eventloop.TimerWheel;

/**
 * The stage of a connection, with its data. {@link RoutingPhase} serves the states up to {@link State#REPLYING} and owns
 * the opening until a relay takes it; {@link Connector} and {@link TargetHandshake} serve {@link State#CONNECTING};
 * {@link Relay} and {@link LingeringClose} serve one state each. Confined to the loop's thread.
 */
interface Stage {
    /** A read of the opening has received bytes or EOF. */
    default void openingRead() {}

    /** A part of the router's bytes for client or target was written. */
    default void progressed() {}

    /** The connection's timer has expired. Returns the tick at which to call again, or {@link TimerWheel#NEVER}. */
    long expired(long tick);

    /** The connection is closed: releases what this stage holds. */
    void close();
}
