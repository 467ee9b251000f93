/**
 * The first message of a Remote Desktop client: {@link roulette.parsers.rdp.RdpRequest} holds the user or routing
 * token that the client sends before encryption.
 */
@NullMarked
package roulette.parsers.rdp;

import org.jspecify.annotations.NullMarked;
