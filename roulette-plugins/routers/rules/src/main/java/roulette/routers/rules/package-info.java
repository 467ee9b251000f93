/**
 * The router {@code rules}: ordered rules over everything that is known of an opening, the first that holds wins. {@link
 * roulette.routers.rules.Condition} is what a rule asks, {@link roulette.routers.rules.Verdict} the answer, {@link
 * roulette.routers.rules.Action} what becomes of the client, and {@link roulette.routers.rules.RuleReader} makes rules
 * of settings.
 */
@NullMarked
package roulette.routers.rules;

import org.jspecify.annotations.NullMarked;
