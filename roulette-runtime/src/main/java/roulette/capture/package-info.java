/**
 * What clients said in a file of captured packets (pcap, pcapng): {@link roulette.capture.Capture} is where to begin.
 * Packets are read one after the other, and their TCP connections put together again, from the client's side only.
 */
@NullMarked
package roulette.capture;

import org.jspecify.annotations.NullMarked;
