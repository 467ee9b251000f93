/**
 * The beginning of a connection of Remote Desktop: {@link roulette.parsers.rdp.RdpRequest} is the user or the routing
 * token that the client shows before anything is encrypted.
 */
@NullMarked
package roulette.parsers.rdp;

import org.jspecify.annotations.NullMarked;
