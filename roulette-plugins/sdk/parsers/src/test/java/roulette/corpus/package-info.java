/**
 * Opening bytes of many protocols, built from their specifications, and the rule for all parsers: none accepts
 * another protocol's opening.
 */
@NullMarked
package roulette.corpus;

import org.jspecify.annotations.NullMarked;
