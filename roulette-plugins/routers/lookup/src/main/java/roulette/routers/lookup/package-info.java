/**
 * The router {@code lookup}: where a client goes is what a database answers. {@link
 * roulette.routers.lookup.LookupRouter} decides, {@code Query} makes the question, {@code Answers} remembers, and
 * {@code Database} asks; the rest serves one of these.
 */
@NullMarked
package roulette.routers.lookup;

import org.jspecify.annotations.NullMarked;
