/**
 * For tests of routers: {@link roulette.testkit.RouterCheck} says what a router must answer and feeds it in every way
 * that a network can, {@link roulette.testkit.Conversation} follows it step by step, {@link roulette.testkit.Mutations}
 * makes hostile bytes. Failures are {@code AssertionError}s, so that any test framework will do.
 */
@NullMarked
package roulette.testkit;

import org.jspecify.annotations.NullMarked;
