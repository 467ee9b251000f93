package roulette.routers.lookup;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.Target;
import roulette.facts.OpeningFacts;
import roulette.facts.Protocol;
import roulette.facts.Recognition;
import roulette.facts.Refusal;
import roulette.facts.Vocabulary;

/** Forwards clients to where a database says: one query, whose parameters are what is known of a client. */
public final class LookupRouter implements Router {
    private static final Logger LOG = LoggerFactory.getLogger(LookupRouter.class);

    /** A client of Postgres may ask for encryption, be told no, ask for it in another way, and be told no. */
    private static final int INVITATIONS = 2;

    private final LongSupplier nanoTime;
    private final Home home;
    private Query query = new Query("", "", List.of());
    private Optional<Decision.Forward> fallback = Optional.empty();
    private Optional<Decision.Forward> outageDefault = Optional.empty();
    private @Nullable Database database;
    private @Nullable Answers answers;

    public LookupRouter() {
        this(System::nanoTime, Home.ofThisProcess());
    }

    LookupRouter(LongSupplier nanoTime, Home home) {
        this.nanoTime = nanoTime;
        this.home = home;
    }

    @Override
    public String name() {
        return "lookup";
    }

    @Override
    public String description() {
        return "Forwards to where a database says, by all that is known of a client.";
    }

    @Override
    public void configure(Settings settings) {
        SettingsReader reader = new SettingsReader(settings, home);
        query = reader.query(Vocabulary.standard());
        fallback = reader.targets("default").map(forward -> forward.because("no row: default"));
        outageDefault = reader.targets("outage-default");
        Duration timeout = reader.timeout();
        int pool = reader.pool();
        Memory memory = reader.memory();
        Connections connections = reader.connections(timeout);
        Examination.Result result = new Examination(connections, query).within(timeout);
        if (result instanceof Examination.Result.Mistake(String setting, String text)) {
            throw settings.mistake(setting, text);
        }
        Database opened = new Database(
                connections, query, pool, timeout, new Rows(new Complaints(nanoTime)), new Complaints(nanoTime));
        database = opened;
        Answers unasked = new Answers(opened, memory, timeout, nanoTime);
        answers = unasked;
        if (result instanceof Examination.Result.Unreachable(String setting, String text, boolean silent)) {
            LOG.warn(
                    "{}; this is no mistake of the settings, and they can't be tried until it can be reached",
                    settings.mistake(setting, text).getMessage());
            if (!silent) {
                unasked.beginWithOutage();
            }
        }
    }

    @Override
    public boolean needsBytes() {
        return query.needsBytes();
    }

    @Override
    public Decision route(Opening opening) throws InterruptedException {
        boolean settled = opening.ended() || opening.full() || opening.replies() > INVITATIONS;
        return decide(facts(opening), settled);
    }

    @Override
    public Decision silent(Opening opening) throws InterruptedException {
        return opening.bytes().hasRemaining() || !query.needsBytes()
                ? decide(facts(opening), true)
                : Decision.reject().because("the client says nothing");
    }

    private static OpeningFacts facts(Opening opening) {
        return OpeningFacts.of(Vocabulary.standard(), opening);
    }

    private Decision decide(OpeningFacts facts, boolean settled) throws InterruptedException {
        return switch (query.parameters(facts)) {
            case Parameters.Known(Key key) -> follow(find(key), facts, settled);
            case Parameters.Malformed(String reason) -> refuse(facts, settled, Refusal.MALFORMED, reason);
            case Parameters.Pending _ ->
                settled
                        ? refuse(facts, true, Refusal.MALFORMED, "the client has not said enough")
                        : facts.invitation().orElse(Decision.needMore());
        };
    }

    private Finding find(Key key) throws InterruptedException {
        Answers known = answers;
        if (known == null) {
            throw new IllegalStateException("not configured");
        }
        return known.find(key);
    }

    private Decision follow(Finding finding, OpeningFacts facts, boolean settled) {
        return switch (finding) {
            case Finding.Fresh(Answer answer) -> follow(answer, "", facts, settled);
            case Finding.Stale(Answer answer, Duration age) ->
                follow(answer, "stale by " + age.toSeconds() + " s", facts, settled);
            case Finding.Unavailable(String reason) ->
                outageDefault
                        .<Decision>map(forward -> forward.because(reason + ": outage-default"))
                        .orElseGet(() -> refuse(facts, settled, Refusal.UNREACHABLE, reason));
        };
    }

    private Decision follow(Answer answer, String because, OpeningFacts facts, boolean settled) {
        if (!answer.targets().isEmpty()) {
            return Forwards.to(answer.targets()).because(because);
        } else if (answer.flawed()) {
            return refuse(facts, settled, Refusal.UNREACHABLE, "no row has a valid target");
        } else if (fallback.isPresent()) {
            return fallback.get();
        }
        return refuse(facts, settled, Refusal.UNKNOWN_DESTINATION, "no row");
    }

    /** In the words of the client's protocol, as soon as it is known which that is. */
    private static Decision refuse(OpeningFacts facts, boolean settled, Refusal why, String because) {
        return switch (settled ? facts.finalRecognition() : facts.recognition()) {
            case Recognition.Pending _ -> Decision.needMore();
            case Recognition.Recognised(Protocol<?> protocol) ->
                Decision.reject(facts.refusal(protocol, why, why.text())).because(because);
            case Recognition.Malformed(Protocol<?> protocol, String reason) ->
                Decision.reject(facts.refusal(protocol, Refusal.MALFORMED, Refusal.MALFORMED.text()))
                        .because(protocol + ": " + reason);
            case Recognition.Unrecognised _ -> Decision.reject().because(because);
        };
    }

    @Override
    public Decision unreachable(Opening opening, Target target, Failure failure) {
        return opening.bytes().hasRemaining()
                ? refuse(facts(opening), true, Refusal.UNREACHABLE, "")
                : Decision.reject();
    }

    @Override
    public List<String> explain(Opening opening) throws InterruptedException {
        OpeningFacts facts = facts(opening);
        List<String> lines = new ArrayList<>(facts.explain());
        lines.add("sql=" + query.text());
        switch (query.parameters(facts)) {
            case Parameters.Known(Key key) -> {
                for (int i = 0; i < key.values().size(); i++) {
                    lines.add("sql." + query.facts().get(i) + "="
                            + key.values().get(i).orElse("NULL"));
                }
                lines.add("answer=" + text(find(key)));
            }
            case Parameters.Malformed(String reason) -> lines.add("answer=not asked, malformed: " + reason);
            case Parameters.Pending _ -> lines.add("answer=not asked, the client has not said enough");
        }
        return lines;
    }

    private static String text(Finding finding) {
        return switch (finding) {
            case Finding.Fresh(Answer answer) -> text(answer);
            case Finding.Stale(Answer answer, Duration age) -> text(answer) + " (" + age.toSeconds() + " s ago)";
            case Finding.Unavailable(String reason) -> reason;
        };
    }

    private static String text(Answer answer) {
        if (answer.targets().isEmpty()) {
            return answer.flawed() ? "no row has a valid target" : "no row";
        }
        return String.join(", ", answer.targets().stream().map(Target::toString).toList());
    }

    @Override
    public void close() {
        if (answers != null) {
            answers.close();
        }
        if (database != null) {
            database.close();
        }
        try {
            Drivers.forget();
        } catch (SQLException e) {
            LOG.debug("drivers stay in the JDK's list", e);
        }
    }
}
