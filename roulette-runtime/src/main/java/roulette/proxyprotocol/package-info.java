/**
 * Reads and writes the PROXY protocol's header, versions 1 and 2. Pure functions from bytes to values; no I/O.
 * {@link roulette.proxyprotocol.HeaderReader} and {@link roulette.proxyprotocol.HeaderWriter} are the entry points.
 *
 * <p>"Section" in this package's comments is a section of HAProxy's document "The PROXY protocol, Versions 1 &amp; 2".
 *
 * @see <a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">The PROXY protocol</a>
 */
@NullMarked
package roulette.proxyprotocol;

import org.jspecify.annotations.NullMarked;
