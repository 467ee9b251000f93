package roulette.routers.rules;

import java.time.InstantSource;
import roulette.api.Opening;
import roulette.facts.OpeningFacts;

/**
 * What rules are asked about.
 *
 * @param settled whether no more bytes will come, or none will be waited for
 */
record Situation(OpeningFacts facts, InstantSource clock, boolean settled) {
    Opening opening() {
        return facts.opening();
    }
}
