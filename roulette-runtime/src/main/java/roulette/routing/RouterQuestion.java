package roulette.routing;

import roulette.api.Answer;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.FromTarget;
import roulette.api.Opening;
import roulette.api.Router;

/**
 * The kind of a router call: which method is called, and with what.
 *
 * @param <T> the type of the answer
 */
public sealed interface RouterQuestion<T> {
    RouterQuestion<Decision> ROUTE = new Route();
    RouterQuestion<Decision> TIMED_OUT = new TimedOut();

    T ask(Router router, Opening opening) throws Exception;

    /** The call has returned, or will never be made: buffers pinned for it are no longer used. */
    default void returned() {}

    /** {@link Router#route}. */
    record Route() implements RouterQuestion<Decision> {
        @Override
        public Decision ask(Router router, Opening opening) throws Exception {
            return router.route(opening);
        }
    }

    /** {@link Router#timedOut}: the routing deadline has passed. */
    record TimedOut() implements RouterQuestion<Decision> {
        @Override
        public Decision ask(Router router, Opening opening) throws Exception {
            return router.timedOut(opening);
        }
    }

    /** {@link Router#unreachable}: the last target has failed. */
    record Unreachable(Attempt last) implements RouterQuestion<Decision> {
        @Override
        public Decision ask(Router router, Opening opening) throws Exception {
            return router.unreachable(opening, last);
        }
    }

    /**
     * {@link Router#answered}: bytes of a target were received during its handshake.
     *
     * @param lent the target's bytes, pinned until the call has returned
     */
    record Answered(FromTarget received, OpeningBytes lent) implements RouterQuestion<Answer> {
        @Override
        public Answer ask(Router router, Opening opening) throws Exception {
            return router.answered(opening, received);
        }

        @Override
        public void returned() {
            lent.unpin();
        }
    }
}
