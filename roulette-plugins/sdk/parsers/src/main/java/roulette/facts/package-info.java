/**
 * One way to ask for anything that is known of a connection before it is routed: a {@link roulette.facts.Vocabulary}
 * knows every fact by its name, {@link roulette.facts.OpeningFacts} reads them from an opening, lazily, and a {@link
 * roulette.facts.Value} is known, absent, pending or malformed.
 */
@NullMarked
package roulette.facts;

import org.jspecify.annotations.NullMarked;
