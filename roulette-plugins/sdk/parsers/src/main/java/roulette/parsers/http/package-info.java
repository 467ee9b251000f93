/**
 * The first request of an HTTP connection: {@link roulette.parsers.http.HttpRequest} has the facts, {@link
 * roulette.parsers.http.Http1} and {@link roulette.parsers.http.Http2} read them from bytes in clear, and {@link
 * roulette.parsers.http.HttpRefusal} says no in HTTP's own words.
 */
@NullMarked
package roulette.parsers.http;

import org.jspecify.annotations.NullMarked;
