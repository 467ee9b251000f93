/**
 * Looks host names up without holding a loop: {@link roulette.resolver.Resolver} remembers addresses, and has threads of its own
 * for the lookups. May be used by any thread.
 */
@NullMarked
package roulette.resolver;

import org.jspecify.annotations.NullMarked;
