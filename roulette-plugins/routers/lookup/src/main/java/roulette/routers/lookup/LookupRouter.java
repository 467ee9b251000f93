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
import roulette.parsers.routing.Forwards;

/** Forwards clients to the target returned by a database: one query, whose parameters are facts about the client. */
public final class LookupRouter implements Router {
    private static final Logger LOG = LoggerFactory.getLogger(LookupRouter.class);

    /** A Postgres client may request encryption in two ways and be declined both times. */
    private static final int INVITATIONS = 2;

    private final LongSupplier nanoTime;
    private Query query = new Query("", "", List.of());
    private Optional<Decision.Forward> fallback = Optional.empty();
    private Optional<Decision.Forward> outageDefault = Optional.empty();
    private Duration timeout = Duration.ZERO;
    private @Nullable Settings settings;
    private @Nullable Connections connections;
    private @Nullable Database database;
    private @Nullable AnswerCache answers;

    public LookupRouter() {
        this(System::nanoTime);
    }

    LookupRouter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public String name() {
        return "lookup";
    }

    @Override
    public String description() {
        return "Forwards to the target that a database returns for a client.";
    }

    @Override
    public void configure(Settings from) {
        settings = from;
        SettingsReader reader = new SettingsReader(from);
        query = reader.query(Vocabulary.standard());
        fallback = Forwards.read(from, "default", "no row: default");
        outageDefault = Forwards.read(from, "outage-default", "");
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
        answers = new AnswerCache(opened, reader.cacheSettings(), timeout, nanoTime);
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
        switch (new SettingsCheck(to, query).within(timeout)) {
            case SettingsCheck.Result.Good _ -> {}
            case SettingsCheck.Result.Mistake(String setting, String text) -> throw table.mistake(setting, text);
            case SettingsCheck.Result.Unreachable(String setting, String text, boolean silent) -> {
                LOG.warn(
                        "{}; the settings can't be tested until it can be reached",
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
        boolean complete = opening.ended() || opening.full() || opening.replies() > INVITATIONS;
        return decide(facts(opening), complete);
    }

    @Override
    public Decision timedOut(Opening opening) throws InterruptedException {
        return opening.bytes().hasRemaining() || !query.needsBytes()
                ? decide(facts(opening), true)
                : Decision.reject().because("the client sends nothing");
    }

    private static OpeningFacts facts(Opening opening) {
        return OpeningFacts.of(Vocabulary.standard(), opening);
    }

    private Decision decide(OpeningFacts facts, boolean complete) throws InterruptedException {
        Decision decision = decisionOf(facts, complete);
        return decision instanceof Decision.NeedMore ? decision : facts.labelled(decision);
    }

    private Decision decisionOf(OpeningFacts facts, boolean complete) throws InterruptedException {
        return switch (query.parameters(facts)) {
            case Parameters.Known(Key key) -> follow(find(key), facts, complete);
            case Parameters.Malformed(String reason) -> facts.refuse(complete, Refusal.MALFORMED, "", reason);
            case Parameters.Pending _ ->
                complete
                        ? facts.refuse(true, Refusal.MALFORMED, "", "the client has not sent enough")
                        : facts.prompt().orElse(Decision.needMore());
        };
    }

    private Finding find(Key key) throws InterruptedException {
        return configured(answers).find(key);
    }

    private Decision follow(Finding finding, OpeningFacts facts, boolean complete) {
        return switch (finding) {
            case Finding.Fresh(Answer answer) -> follow(answer, "", facts, complete);
            case Finding.Stale(Answer answer, Duration age) ->
                follow(answer, "stale by " + age.toSeconds() + " s", facts, complete);
            case Finding.Unavailable(String reason) ->
                outageDefault
                        .<Decision>map(forward -> forward.because(reason + ": outage-default"))
                        .orElseGet(() -> facts.refuse(complete, Refusal.UNREACHABLE, "", reason));
        };
    }

    private Decision follow(Answer answer, String because, OpeningFacts facts, boolean complete) {
        if (!answer.targets().isEmpty()) {
            return Decision.forward(answer.targets()).because(because);
        } else if (answer.flawed()) {
            return facts.refuse(complete, Refusal.UNREACHABLE, "", "no row has a valid target");
        } else if (fallback.isPresent()) {
            return fallback.get();
        }
        return facts.refuse(complete, Refusal.UNKNOWN_DESTINATION, "", "no row");
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
            case Parameters.Malformed(String reason) -> lines.put("answer", "not queried, malformed: " + reason);
            case Parameters.Pending _ -> lines.put("answer", "not queried, the client has not sent enough");
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
            LOG.debug("drivers can't be deregistered", e);
        }
    }
}
