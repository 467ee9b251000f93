/**
 * The first request of an HTTP connection: {@link roulette.parsers.http.HttpRequest} holds the facts, {@link
 * roulette.parsers.http.Http1} and {@link roulette.parsers.http.Http2} read them from cleartext, and {@link
 * roulette.parsers.http.HttpRefusal} makes error responses.
 */
@NullMarked
package roulette.parsers.http;

import org.jspecify.annotations.NullMarked;
