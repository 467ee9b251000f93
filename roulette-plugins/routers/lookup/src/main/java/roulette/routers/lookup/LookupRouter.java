package roulette.routers.lookup;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.Target;
import roulette.parsers.facts.OpeningFacts;
import roulette.parsers.facts.Refusal;
import roulette.parsers.facts.Vocabulary;

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
    private Duration timeout = Duration.ZERO;
    private @Nullable Settings settings;
    private @Nullable Connections connections;
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
    public void configure(Settings from) {
        settings = from;
        SettingsReader reader = new SettingsReader(from, home);
        query = reader.query(Vocabulary.standard());
        fallback = reader.targets("default").map(forward -> forward.because("no row: default"));
        outageDefault = reader.targets("outage-default");
        timeout = reader.timeout();
        Connections to = reader.connections(timeout);
        connections = to;
        Database opened = new Database(
                to,
                query,
                reader.pool(),
                timeout,
                new Rows(new RateLimitedLog(nanoTime)),
                new RateLimitedLog(nanoTime));
        database = opened;
        answers = new Answers(opened, reader.memory(), timeout, nanoTime);
    }

    @Override
    public void start() {
        Settings table = configured(settings);
        Connections to = configured(connections);
        try {
            to.makeFiles();
        } catch (PrivateFiles.ExposedException e) {
            throw table.mistake("url", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw SettingsReader.unusable(table, e);
        }
        switch (new Examination(to, query).within(timeout)) {
            case Examination.Result.Good _ -> {}
            case Examination.Result.Mistake(String setting, String text) -> throw table.mistake(setting, text);
            case Examination.Result.Unreachable(String setting, String text, boolean silent) -> {
                LOG.warn(
                        "{}; this is no mistake of the settings, and they can't be tried until it can be reached",
                        table.mistake(setting, text).getMessage());
                if (!silent) {
                    configured(answers).beginWithOutage();
                }
            }
        }
    }

    private static <T> T configured(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("not configured");
        }
        return part;
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
    public Decision timedOut(Opening opening) throws InterruptedException {
        return opening.bytes().hasRemaining() || !query.needsBytes()
                ? decide(facts(opening), true)
                : Decision.reject().because("the client says nothing");
    }

    private static OpeningFacts facts(Opening opening) {
        return OpeningFacts.of(Vocabulary.standard(), opening);
    }

    private Decision decide(OpeningFacts facts, boolean settled) throws InterruptedException {
        Decision decision = decisionOf(facts, settled);
        return decision instanceof Decision.NeedMore ? decision : facts.labelled(decision);
    }

    private Decision decisionOf(OpeningFacts facts, boolean settled) throws InterruptedException {
        return switch (query.parameters(facts)) {
            case Parameters.Known(Key key) -> follow(find(key), facts, settled);
            case Parameters.Malformed(String reason) -> facts.refuse(settled, Refusal.MALFORMED, "", reason);
            case Parameters.Pending _ ->
                settled
                        ? facts.refuse(true, Refusal.MALFORMED, "", "the client has not said enough")
                        : facts.invitation().orElse(Decision.needMore());
        };
    }

    private Finding find(Key key) throws InterruptedException {
        return configured(answers).find(key);
    }

    private Decision follow(Finding finding, OpeningFacts facts, boolean settled) {
        return switch (finding) {
            case Finding.Fresh(Answer answer) -> follow(answer, "", facts, settled);
            case Finding.Stale(Answer answer, Duration age) ->
                follow(answer, "stale by " + age.toSeconds() + " s", facts, settled);
            case Finding.Unavailable(String reason) ->
                outageDefault
                        .<Decision>map(forward -> forward.because(reason + ": outage-default"))
                        .orElseGet(() -> facts.refuse(settled, Refusal.UNREACHABLE, "", reason));
        };
    }

    private Decision follow(Answer answer, String because, OpeningFacts facts, boolean settled) {
        if (!answer.targets().isEmpty()) {
            return Decision.forward(answer.targets()).because(because);
        } else if (answer.flawed()) {
            return facts.refuse(settled, Refusal.UNREACHABLE, "", "no row has a valid target");
        } else if (fallback.isPresent()) {
            return fallback.get();
        }
        return facts.refuse(settled, Refusal.UNKNOWN_DESTINATION, "", "no row");
    }

    @Override
    public Decision unreachable(Opening opening, Attempt last) {
        return opening.bytes().hasRemaining()
                ? facts(opening).refuse(true, Refusal.UNREACHABLE, "", "")
                : Decision.reject();
    }

    @Override
    public Map<String, String> explain(Opening opening) throws InterruptedException {
        OpeningFacts facts = facts(opening);
        Map<String, String> lines = facts.explain();
        lines.put("sql", query.text());
        switch (query.parameters(facts)) {
            case Parameters.Known(Key key) -> {
                for (int i = 0; i < key.values().size(); i++) {
                    lines.put("sql." + query.facts().get(i), key.values().get(i).orElse("NULL"));
                }
                lines.put("answer", text(find(key)));
            }
            case Parameters.Malformed(String reason) -> lines.put("answer", "not asked, malformed: " + reason);
            case Parameters.Pending _ -> lines.put("answer", "not asked, the client has not said enough");
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
