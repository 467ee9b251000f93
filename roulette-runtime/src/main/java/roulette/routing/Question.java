package roulette.routing;

import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Target;

/** What a router is asked. */
public sealed interface Question {
    Decision ask(Router router, Opening opening) throws Exception;

    /** Where does it go? */
    record Route() implements Question {
        @Override
        public Decision ask(Router router, Opening opening) throws Exception {
            return router.route(opening);
        }
    }

    /** The routing deadline has passed: where does it go? */
    record TimedOut() implements Question {
        @Override
        public Decision ask(Router router, Opening opening) throws Exception {
            return router.timedOut(opening);
        }
    }

    /**
     * The last target has failed: what now?
     *
     * @param reason for the access line, perhaps with text that others have chosen
     */
    record Unreachable(Target target, Failure failure, String reason) implements Question {
        @Override
        public Decision ask(Router router, Opening opening) throws Exception {
            return router.unreachable(opening, target, failure);
        }
    }
}
