package roulette.capture;

/**
 * What is wanted of a capture.
 *
 * @param limit at most so many bytes of each client
 * @param filter of which connections
 * @param midway whether also of those whose beginning was not captured; whichever end has the lower port is taken for
 *     the server
 */
public record Selection(int limit, ConnectionFilter filter, boolean midway) {}
