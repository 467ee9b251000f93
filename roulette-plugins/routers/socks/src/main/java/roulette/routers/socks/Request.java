package roulette.routers.socks;

/**
 * A client's connect request.
 *
 * @param port 1 to 65535
 */
record Request(Host host, int port) {}
