package roulette.testkit;

import java.util.ArrayList;
import java.util.List;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;

/** Gives the answers of a test, and records its calls. */
final class RecordingRouter implements Router {
    interface Answer {
        Decision to(Opening opening) throws Exception;
    }

    private final Answer route;
    private Answer timedOut = opening -> Decision.reject();
    private Answer unreachable = opening -> Decision.reject();
    private boolean blocks;
    private boolean needsBytes = true;
    final List<String> calls = new ArrayList<>();

    RecordingRouter(Answer route) {
        this.route = route;
    }

    RecordingRouter whenTimedOut(Answer answer) {
        timedOut = answer;
        return this;
    }

    RecordingRouter whenUnreachable(Answer answer) {
        unreachable = answer;
        return this;
    }

    RecordingRouter blocking() {
        blocks = true;
        return this;
    }

    RecordingRouter needingNoBytes() {
        needsBytes = false;
        return this;
    }

    private Opening recorded(String call, Opening opening) {
        calls.add(call + " " + CallOrderTest.text(opening) + (opening.ended() ? " ended" : "")
                + (opening.full() ? " full" : ""));
        return opening;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public void start() {
        calls.add("start");
    }

    @Override
    public Decision route(Opening opening) throws Exception {
        return route.to(recorded("route", opening));
    }

    @Override
    public Decision timedOut(Opening opening) throws Exception {
        return timedOut.to(recorded("timedOut", opening));
    }

    @Override
    public void failed(Opening opening, Attempt attempt) {
        recorded("failed " + attempt.target() + " " + attempt.failure(), opening);
    }

    @Override
    public Decision unreachable(Opening opening, Attempt last) throws Exception {
        return unreachable.to(recorded("unreachable " + last.target() + " " + last.failure(), opening));
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
