package roulette.api;

/**
 * The versions of the PROXY protocol header, which gives a target the address of the client. More may be added.
 *
 * @see <a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">The PROXY protocol</a>
 */
public enum ProxyProtocol {
    /** One line of text: addresses and ports. */
    V1,
    /** Binary: addresses, ports, and further values. */
    V2
}
