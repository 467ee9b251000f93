/**
 * The PROXY protocol's header, read and written, versions 1 and 2. Pure: bytes in, values out; knows nothing of
 * channels. {@link roulette.proxyprotocol.HeaderReader} and {@link roulette.proxyprotocol.HeaderWriter} are the ways in.
 *
 * <p>"Section" in this package's comments is a section of HAProxy's document "The PROXY protocol, Versions 1 &amp; 2".
 *
 * @see <a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">The PROXY protocol</a>
 */
@NullMarked
package roulette.proxyprotocol;

import org.jspecify.annotations.NullMarked;
