package roulette.api;

/**
 * The two forms of the PROXY protocol's header, which tells a target who the client really is.
 *
 * @see <a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">The PROXY protocol</a>
 */
public enum ProxyProtocol {
    /** One line of text: addresses and ports. */
    V1,
    /** Binary: addresses, ports, and further values. */
    V2
}
