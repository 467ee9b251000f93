package roulette.routing;

import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.dialogue.Question;

/** How a router is asked. */
public sealed interface RouterQuestion {
    RouterQuestion ROUTE = new Route();
    RouterQuestion TIMED_OUT = new TimedOut();

    Question kind();

    Decision ask(Router router, Opening opening) throws Exception;

    /** Where does it go? */
    record Route() implements RouterQuestion {
        @Override
        public Question kind() {
            return Question.ROUTE;
        }

        @Override
        public Decision ask(Router router, Opening opening) throws Exception {
            return router.route(opening);
        }
    }

    /** The routing deadline has passed: where does it go? */
    record TimedOut() implements RouterQuestion {
        @Override
        public Question kind() {
            return Question.TIMED_OUT;
        }

        @Override
        public Decision ask(Router router, Opening opening) throws Exception {
            return router.timedOut(opening);
        }
    }

    /** The last target has failed: what now? */
    record Unreachable(Attempt last) implements RouterQuestion {
        @Override
        public Question kind() {
            return Question.UNREACHABLE;
        }

        @Override
        public Decision ask(Router router, Opening opening) throws Exception {
            return router.unreachable(opening, last);
        }
    }
}
