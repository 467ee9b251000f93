/**
 * From what a client asks for to what a configuration says about it: exact names, and whole families of them.
 * {@link roulette.match.HostMap} is for host names, {@link
 * roulette.match.PathMap} for paths, {@link roulette.match.Network} for IP addresses, {@link roulette.match.Suggestion}
 * for what was misspelt.
 */
@NullMarked
package roulette.match;

import org.jspecify.annotations.NullMarked;
