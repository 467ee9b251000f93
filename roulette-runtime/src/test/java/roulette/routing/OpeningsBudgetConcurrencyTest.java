package roulette.routing;

import static roulette.testing.Interleavings.together;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.testing.Interleavings;

@Tag("concurrency")
class OpeningsBudgetConcurrencyTest {
    @Test
    void aRequestThatFitsIsGrantedWhileLargerOnesAreRefused() {
        Interleavings.of(() -> {
            OpeningsBudget budget = new OpeningsBudget(10);
            boolean[] granted = new boolean[2];
            together(() -> granted[0] = budget.take(20), () -> granted[1] = budget.take(5));
            check(!granted[0] && granted[1] && budget.used() == 5, budget);
        });
    }

    @Test
    void theBudgetIsNotExceeded() {
        Interleavings.of(() -> {
            OpeningsBudget budget = new OpeningsBudget(10);
            boolean[] granted = new boolean[2];
            together(() -> granted[0] = budget.take(6), () -> granted[1] = budget.take(6));
            check(granted[0] != granted[1] && budget.used() == 6, budget);
        });
    }

    @Test
    void returnedBytesAreAvailableAgain() {
        Interleavings.of(() -> {
            OpeningsBudget budget = new OpeningsBudget(10);
            Runnable client = () -> {
                budget.takeAlways(2);
                boolean more = budget.take(8);
                budget.give(more ? 10 : 2);
            };
            together(client, client);
            check(budget.used() == 0, budget);
        });
    }

    private static void check(boolean right, OpeningsBudget budget) {
        if (!right) {
            throw new AssertionError("used: " + budget.used());
        }
    }
}
