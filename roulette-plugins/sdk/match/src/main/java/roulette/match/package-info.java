/**
 * Lookup of configured values by what a client requests, with exact and wildcard patterns: {@link
 * roulette.match.HostMap} for host names, {@link roulette.match.HostTable} for very many of them, {@link
 * roulette.match.PathMap} for paths, {@link roulette.match.Network} for IP addresses, {@link
 * roulette.match.Suggestion} for misspelt words.
 */
@NullMarked
package roulette.match;

import org.jspecify.annotations.NullMarked;
