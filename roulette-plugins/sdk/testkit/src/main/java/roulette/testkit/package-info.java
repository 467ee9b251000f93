/**
 * For tests of routers: {@link roulette.testkit.RouterCheck} checks decisions for every way in which bytes can arrive,
 * {@link roulette.testkit.Conversation} plays one connection step by step, {@link roulette.testkit.Mutations} makes
 * invalid input. Failures are {@code AssertionError}s, so any test framework can be used.
 */
@NullMarked
package roulette.testkit;

import org.jspecify.annotations.NullMarked;
