/**
 * The router {@code rules}: ordered rules over all facts of an opening; the first match wins. {@link
 * roulette.routers.rules.Condition} is evaluated to a {@link roulette.routers.rules.Verdict}, {@link
 * roulette.routers.rules.Action} is what a rule does, and {@link roulette.routers.rules.RuleReader} reads rules
 * from settings.
 */
@NullMarked
package roulette.routers.rules;

import org.jspecify.annotations.NullMarked;
