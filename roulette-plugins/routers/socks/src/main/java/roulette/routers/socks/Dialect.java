package roulette.routers.socks;

import java.nio.ByteBuffer;

/** A version of the protocol: how a request is read, and how it is answered. */
sealed interface Dialect permits Socks4, Socks5 {
    Message<Request> request(ByteBuffer bytes);

    byte[] reply(Outcome outcome);
}
