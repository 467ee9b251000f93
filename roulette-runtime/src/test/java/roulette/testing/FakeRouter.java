package roulette.testing;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.FromTarget;
import roulette.api.Opening;
import roulette.api.Router;

/** A router made of lambdas. */
public final class FakeRouter implements Router {
    /** What a router answers to an opening. */
    public interface Answer {
        Decision to(Opening opening) throws Exception;
    }

    /** What a router answers when no target is left. */
    public interface LastAnswer {
        Decision to(Opening opening, Attempt last);
    }

    /** What a router answers to a target that speaks to it. */
    public interface ToTarget {
        roulette.api.Answer answer(Opening opening, FromTarget said) throws Exception;
    }

    private Answer route;
    private ToTarget toTarget = (opening, said) -> roulette.api.Answer.join(0);
    private Answer silent = opening -> Decision.reject();
    private LastAnswer unreachable = (opening, last) -> Decision.reject();
    private Runnable onFailure = () -> {};
    private boolean blocks;
    private boolean needsBytes = true;

    /** What {@link #failed} was told, in order. */
    public final LinkedBlockingQueue<String> failures = new LinkedBlockingQueue<>();

    private FakeRouter(Answer route) {
        this.route = route;
    }

    public static FakeRouter answering(Answer route) {
        return new FakeRouter(route);
    }

    public FakeRouter onSilence(Answer answer) {
        silent = answer;
        return this;
    }

    public FakeRouter whenUnreachable(LastAnswer answer) {
        unreachable = answer;
        return this;
    }

    public FakeRouter onFailure(Runnable action) {
        onFailure = action;
        return this;
    }

    /** Answers otherwise to some openings. */
    public FakeRouter exceptFor(Predicate<Opening> which, Decision decision) {
        Answer usual = route;
        route = opening -> which.test(opening) ? decision : usual.to(opening);
        return this;
    }

    public FakeRouter blocking() {
        blocks = true;
        return this;
    }

    public FakeRouter atOnce() {
        needsBytes = false;
        return this;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Decision route(Opening opening) throws Exception {
        return route.to(opening);
    }

    @Override
    public Decision timedOut(Opening opening) throws Exception {
        return silent.to(opening);
    }

    public FakeRouter toTarget(ToTarget answer) {
        toTarget = answer;
        return this;
    }

    @Override
    public roulette.api.Answer answered(Opening opening, FromTarget said) throws Exception {
        return toTarget.answer(opening, said);
    }

    @Override
    public void failed(Opening opening, Attempt attempt) {
        failures.add(attempt.target() + " " + attempt.failure());
        onFailure.run();
    }

    @Override
    public Decision unreachable(Opening opening, Attempt last) {
        return unreachable.to(opening, last);
    }

    @Override
    public boolean blocks() {
        return blocks;
    }

    @Override
    public boolean needsBytes() {
        return needsBytes;
    }
}
