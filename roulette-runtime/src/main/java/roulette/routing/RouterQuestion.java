package roulette.routing;

import roulette.api.Answer;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.FromTarget;
import roulette.api.Opening;
import roulette.api.Router;

/**
 * What a router is asked about a connection: which of its methods is called.
 *
 * @param <T> what it answers with
 */
public sealed interface RouterQuestion<T> {
    RouterQuestion<Decision> ROUTE = new Route();
    RouterQuestion<Decision> TIMED_OUT = new TimedOut();

    T ask(Router router, Opening opening) throws Exception;

    /** The call has come back, or will never be made: what was lent to the router for it is not used any more. */
    default void returned() {}

    /** Where does it go? */
    record Route() implements RouterQuestion<Decision> {
        @Override
        public Decision ask(Router router, Opening opening) throws Exception {
            return router.route(opening);
        }
    }

    /** The routing deadline has passed: where does it go? */
    record TimedOut() implements RouterQuestion<Decision> {
        @Override
        public Decision ask(Router router, Opening opening) throws Exception {
            return router.timedOut(opening);
        }
    }

    /** The last target has failed: what now? */
    record Unreachable(Attempt last) implements RouterQuestion<Decision> {
        @Override
        public Decision ask(Router router, Opening opening) throws Exception {
            return router.unreachable(opening, last);
        }
    }

    /**
     * A target has said this: what is it told?
     *
     * @param lent the target's bytes, pinned for the router until the call has come back
     */
    record Answered(FromTarget said, OpeningBytes lent) implements RouterQuestion<Answer> {
        @Override
        public Answer ask(Router router, Opening opening) throws Exception {
            return router.answered(opening, said);
        }

        @Override
        public void returned() {
            lent.unpin();
        }
    }
}
