package roulette.capture;

/**
 * What to read from a capture.
 *
 * @param limit the greatest number of bytes of each client
 * @param filter selects the connections
 * @param midway whether to include connections whose start was not captured; the end with the lower port is taken for
 *     the server
 */
public record Selection(int limit, ConnectionFilter filter, boolean midway) {}
