/**
 * Parsers for the first bytes of a connection. Every parser returns a {@link roulette.parsers.Reading}; each
 * protocol has its own package.
 */
@NullMarked
package roulette.parsers;

import org.jspecify.annotations.NullMarked;
