/**
 * Resolves host names without blocking a loop: {@link roulette.resolver.Resolver} caches addresses and has its own
 * threads for lookups. For any thread.
 */
@NullMarked
package roulette.resolver;

import org.jspecify.annotations.NullMarked;
