/**
 * The router {@code lookup}: routes by a database query. {@link
 * roulette.routers.lookup.LookupRouter} decides, {@code Query} is the SQL, {@code AnswerCache} caches, and
 * {@code Database} runs queries; the other classes support these.
 */
@NullMarked
package roulette.routers.lookup;

import org.jspecify.annotations.NullMarked;
