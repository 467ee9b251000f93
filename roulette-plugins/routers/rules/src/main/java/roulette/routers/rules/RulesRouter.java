package roulette.routers.rules;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.parsers.facts.OpeningFacts;
import roulette.parsers.facts.Refusal;
import roulette.parsers.facts.Vocabulary;
import roulette.parsers.routing.Forwards;
import roulette.parsers.routing.HostsFile;

/**
 * Decides by ordered rules over the facts of an opening. The first that holds wins; more bytes are requested only while
 * they could change the result.
 */
public final class RulesRouter implements Router {
    private static final String NONE = "no rule matches";

    /** A Postgres client may request encryption in two ways and be declined both times. */
    private static final int INVITATIONS = 2;

    private final InstantSource clock;
    private RuleList rules = RuleList.EMPTY;
    private Optional<Decision.Forward> fallback = Optional.empty();
    private Optional<Decision.Forward> forSilent = Optional.empty();

    public RulesRouter() {
        this(InstantSource.system());
    }

    RulesRouter(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public String description() {
        return "Ordered rules over all facts known of a client; the first that holds wins.";
    }

    @Override
    public void configure(Settings settings) {
        fallback = Forwards.read(settings, "default", "default");
        forSilent = Forwards.read(settings, "silent", "silent");
        rules = new RuleReader(Vocabulary.standard()).read(settings.tables("rule"));
        if (rules.rules().isEmpty() && fallback.isEmpty()) {
            throw settings.mistake("rule", "missing; write a [[routers.rules.rule]], or a default");
        } else if (fallback.isPresent() && rules.endWithCatchAll()) {
            throw settings.mistake("default", "is never used: the last rule has no conditions");
        }
    }

    @Override
    public void start() {
        rules.files().forEach(HostsFile::start);
    }

    @Override
    public void close() {
        rules.files().forEach(HostsFile::close);
    }

    @Override
    public boolean blocks() {
        return false;
    }

    @Override
    public boolean needsBytes() {
        return !rules.mayDecideWithoutBytes();
    }

    @Override
    public Decision route(Opening opening) {
        return decide(situation(opening, opening.ended() || opening.full() || opening.replies() > INVITATIONS));
    }

    @Override
    public Decision timedOut(Opening opening) {
        return decide(situation(opening, true));
    }

    private Situation situation(Opening opening, boolean complete) {
        return new Situation(OpeningFacts.of(Vocabulary.standard(), opening), clock, complete);
    }

    private Decision decide(Situation situation) {
        Decision decision = decisionOf(situation);
        return decision instanceof Decision.NeedMore
                ? decision
                : situation.facts().labelled(decision);
    }

    private Decision decisionOf(Situation situation) {
        return switch (find(situation)) {
            case Finding.Holds(Rule rule) -> follow(rule, situation);
            case Finding.Open _ -> situation.facts().prompt().orElse(Decision.needMore());
            case Finding.Broken(Rule rule) ->
                situation.refuse(Refusal.MALFORMED, "", rule.name() + ": can't be evaluated");
            case Finding.None _ -> none(situation);
        };
    }

    private Finding find(Situation situation) {
        return sendsNothing(situation) ? rules.findForSilent(situation) : rules.find(situation);
    }

    private static boolean sendsNothing(Situation situation) {
        return situation.complete() && !situation.opening().bytes().hasRemaining();
    }

    private static Decision follow(Rule rule, Situation situation) {
        return switch (rule.action()) {
            case Action.Refuse(String text) -> situation.refuse(Refusal.FORBIDDEN, text, rule.name());
            case Action.Delegate(String router) -> Decision.delegate(router).because(rule.name());
            case Action.Forward(Forwarding forwarding) -> {
                Optional<Decision.Forward> forward = forwarding.decide(situation);
                yield forward.isPresent()
                        ? forward.get()
                        : situation.refuse(Refusal.UNKNOWN_DESTINATION, "", rule.name() + ": no valid target");
            }
        };
    }

    private Decision none(Situation situation) {
        if (sendsNothing(situation)) {
            return forSilent.isPresent() && situation.opening().replies() == 0
                    ? forSilent.get()
                    : Decision.reject().because("the client sends nothing");
        }
        return fallback.isPresent() ? fallback.get() : situation.refuse(Refusal.UNKNOWN_DESTINATION, "", NONE);
    }

    @Override
    public Decision unreachable(Opening opening, Attempt last) {
        return opening.bytes().hasRemaining()
                ? situation(opening, true).refuse(Refusal.UNREACHABLE, "", "")
                : Decision.reject();
    }

    @Override
    public Map<String, String> explain(Opening opening) {
        Situation situation = situation(opening, opening.ended() || opening.full());
        Map<String, String> lines = situation.facts().explain(rules.facts());
        lines.put(
                "rule",
                switch (find(situation)) {
                    case Finding.Holds(Rule rule) -> rule.name();
                    case Finding.Open(Rule rule) -> "not known yet, perhaps " + rule.name();
                    case Finding.Broken(Rule rule) -> rule.name() + " can't be evaluated";
                    case Finding.None _ -> fallback.isPresent() ? "default" : "none";
                });
        return lines;
    }
}
