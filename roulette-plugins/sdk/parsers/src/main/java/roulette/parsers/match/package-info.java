/**
 * From what a client asks for to what a configuration says about it: exact names, and whole families of them.
 * {@link roulette.parsers.match.HostMap} is for host names,
 * {@link roulette.parsers.match.PathMap} for paths, {@link
 * roulette.parsers.match.Network} for IP addresses.
 */
@NullMarked
package roulette.parsers.match;

import org.jspecify.annotations.NullMarked;
