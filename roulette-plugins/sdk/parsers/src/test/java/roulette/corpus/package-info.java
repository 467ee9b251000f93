/**
 * What clients of many protocols say first, made by their specifications, and the rule for all readers: none takes an
 * opening of another protocol for its own.
 */
@NullMarked
package roulette.corpus;

import org.jspecify.annotations.NullMarked;
