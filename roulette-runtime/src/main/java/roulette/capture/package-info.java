/**
 * The bytes that clients sent, read from capture files (pcap, pcapng): {@link roulette.capture.Capture} is the entry
 * point. Packets are read in order, and the client's side of their TCP connections is reassembled.
 */
@NullMarked
package roulette.capture;

import org.jspecify.annotations.NullMarked;
