package roulette.routers.lookup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import roulette.api.Settings;
import roulette.api.SettingsException;
import roulette.parsers.facts.Vocabulary;

/** Reads and validates the settings of this router. */
final class SettingsReader {
    private static final Pattern SECRET = Pattern.compile("password=|pwd=|//[^/?;]*@");
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int MOST_CONNECTIONS = 1000;
    private static final long SMALLEST_CACHE = 64 << 10;
    private static final long USUAL_CACHE = 4 << 20;
    private static final int PART_OF_HEAP = 4;

    private final Settings settings;

    SettingsReader(Settings settings) {
        this.settings = settings;
    }

    Query query(Vocabulary vocabulary) {
        String text = settings.string("sql");
        try {
            return QueryReader.read(text, vocabulary);
        } catch (IllegalArgumentException e) {
            throw settings.mistake("sql", String.valueOf(e.getMessage()));
        }
    }

    Connections connections(Duration timeout) {
        String url = settings.has("url") ? settings.string("url") : embedded();
        if (SECRET.matcher(url.toLowerCase(Locale.ROOT)).find()) {
            throw settings.mistake("url", "must not have a password: use password, or password-file");
        }
        Driver driver = driver(url);
        String user = settings.string("user", "roulette");
        String password = password();
        @Nullable H2Url embedded = embedded(url, password);
        return new Connections(
                driver, embedded == null ? url : embedded.text(), embedded, user, password, script(), timeout);
    }

    /** The URL of the database that is used if the settings name none. */
    private String embedded() {
        return "jdbc:h2:file:" + settings.environment().dataFolder().resolve("routes");
    }

    /** The database, if it is embedded; its files and ports must not be accessible to other users. */
    private @Nullable H2Url embedded(String url, String password) {
        try {
            Optional<H2Url> embedded =
                    H2Url.embedded(url, settings.environment().configurationFolder());
            if (embedded.isEmpty()) {
                return null;
            } else if (embedded.get().isServer() && password.isEmpty()) {
                throw settings.mistake(
                        "password", "must be set if AUTO_SERVER=TRUE in the URL opens a port for other processes");
            }
            return PrivateFiles.check(embedded.get());
        } catch (IllegalArgumentException | PrivateFiles.ExposedException e) {
            throw settings.mistake("url", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw unusable(settings, e);
        }
    }

    /** The error if the files of an embedded database can't be created or used. */
    static SettingsException unusable(Settings settings, IOException e) {
        return settings.mistake("url", "has a folder that can't be used: " + reason(e));
    }

    private Driver driver(String url) {
        try {
            return Drivers.find(url)
                    .orElseThrow(() -> settings.mistake(
                            "url",
                            "no driver accepts it; there are " + String.join(", ", Drivers.names())
                                    + ", and others may be placed next to this router's jar"));
        } catch (SQLException e) {
            throw settings.mistake("url", Failures.text(e));
        }
    }

    private String password() {
        String password = settings.string("password", "");
        if (!settings.has("password-file")) {
            return password;
        } else if (!password.isEmpty()) {
            throw settings.mistake("password-file", "is set in addition to password: remove one of them");
        }
        Path path = settings.path("password-file");
        try {
            return Files.readString(path).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw settings.mistake("password-file", "can't be read: " + reason(e));
        }
    }

    private Script script() {
        if (!settings.has("init")) {
            return Script.NONE;
        }
        Path path = settings.path("init");
        try {
            PrivateFiles.requireNotWritable(path);
            return Script.read(path);
        } catch (PrivateFiles.ExposedException e) {
            throw settings.mistake("init", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw settings.mistake("init", "can't be read: " + reason(e));
        }
    }

    /** File exceptions have the path as their message; their class tells what failed. */
    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            default -> Failures.brief(e.toString());
        };
    }

    int pool() {
        return number("pool", 8, 1, MOST_CONNECTIONS);
    }

    Duration timeout() {
        Duration timeout = settings.duration("timeout", Duration.ofSeconds(2));
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw settings.mistake("timeout", "must be \"250ms\" to \"1m\"");
        }
        return timeout;
    }

    CacheSettings cacheSettings() {
        Duration known = settings.duration("cache-time", Duration.ofSeconds(30));
        Duration usual = Duration.ofSeconds(5);
        Duration unknown = settings.duration("unknown-time", known.compareTo(usual) < 0 ? known : usual);
        Duration stale = settings.duration("stale", Duration.ZERO);
        return new CacheSettings(known, unknown, stale, cache());
    }

    /** Clients can fill the cache, so it must leave enough memory for everything else. */
    private long cache() {
        long most = Math.max(SMALLEST_CACHE, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
        long size = settings.size("cache-size", Math.min(USUAL_CACHE, most));
        if (size != 0 && (size < SMALLEST_CACHE || size > most)) {
            throw settings.mistake(
                    "cache-size",
                    "must be \"0\", or \"64 KiB\" to \"" + (most >> 10)
                            + " KiB\", a quarter of Java's heap: it is the memory for answers, not their number");
        }
        return size;
    }

    private int number(String key, int fallback, int least, int most) {
        int number = settings.integer(key, fallback);
        if (number < least || number > most) {
            throw settings.mistake(key, "must be " + least + " to " + most);
        }
        return number;
    }
}
