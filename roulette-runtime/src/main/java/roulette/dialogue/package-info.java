/**
 * The dialogue between client, router and target: {@link roulette.dialogue.Dialogue} computes the next step, without state,
 * clock or I/O. The network core, {@code roulette route} and the test kit all use it, so that they can't differ. Depends
 * on the API only.
 */
@NullMarked
package roulette.dialogue;

import org.jspecify.annotations.NullMarked;
