package roulette.routers.socks;

import java.nio.ByteBuffer;

/** A protocol version: how a request is parsed and answered. */
sealed interface Dialect permits Socks4, Socks5 {
    Message<Request> request(ByteBuffer bytes);

    byte[] reply(Outcome outcome);
}
