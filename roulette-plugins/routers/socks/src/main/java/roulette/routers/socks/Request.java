package roulette.routers.socks;

/**
 * A client asks to be connected.
 *
 * @param port 1 to 65535
 */
record Request(Host host, int port) {}
