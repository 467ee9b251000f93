package roulette.net;

import roulette.eventloop.BufferMemory;

/**
 * What a proxy may hold at once.
 *
 * @param connections in all; further clients wait in the backlog
 * @param perClient of one IPv4 address or one IPv6 /64; further ones are closed at once; 0: without limit
 * @param opening bytes of one opening
 * @param openings bytes of memory for all openings together; who needs more than 2 KiB beyond that is turned away
 * @param calls concurrent calls of one router that blocks; further ones wait for their turn
 * @param buffers memory for the buffers of all connections; without it further clients wait
 */
public record Limits(int connections, int perClient, int opening, long openings, int calls, BufferMemory buffers) {}
