/**
 * What follows an answer of a router: {@link roulette.dialogue.Dialogue} says it, as a function without state, clock or
 * I/O. The network core, {@code roulette route} and the test kit all ask it, so that they can't differ. Knows the API
 * only.
 */
@NullMarked
package roulette.dialogue;

import org.jspecify.annotations.NullMarked;
