/**
 * One way to ask for anything that is known of a connection before it is routed: a {@link roulette.parsers.facts.Vocabulary}
 * knows every fact by its name, {@link roulette.parsers.facts.OpeningFacts} reads them from an opening, lazily, and a {@link
 * roulette.parsers.facts.Value} is known, absent, pending or malformed.
 */
@NullMarked
package roulette.parsers.facts;

import org.jspecify.annotations.NullMarked;
