/**
 * Named facts about a connection, available before it is routed: a {@link roulette.parsers.facts.Vocabulary} defines
 * their names, {@link roulette.parsers.facts.OpeningFacts} reads them lazily from an opening, and a {@link
 * roulette.parsers.facts.Value} is known, absent, pending or malformed.
 */
@NullMarked
package roulette.parsers.facts;

import org.jspecify.annotations.NullMarked;
