package roulette.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One table of the configuration file, typed. Made by Roulette and its test kit only, and handed to
 * {@link Router#configure}: more methods will join. To be used during that call, on its thread, and for
 * {@link #mistake(String, String)} during {@link Router#start} as well.
 *
 * <p>Every method that reads a key marks it as read; a key that is in the table and was not read when {@code configure}
 * has returned is an error, so a misspelt setting is never silently ignored. A method without a fallback throws where
 * the key is missing; every method throws where the value has the wrong type. What is thrown is a
 * {@link SettingsException} that names the file, the line and the key.
 *
 * {@snippet :
 * public void configure(Settings settings) {
 *     even = settings.target("even", Target.of("localhost", 9999));
 *     patience = settings.duration("patience", Duration.ofSeconds(2));
 *     if (patience.toMinutes() > 10) {
 *         throw settings.mistake("patience", "must be at most \"10m\"");
 *     }
 * }
 * }
 */
public interface Settings {
    /** The keys of this table, in the order of the file. Looking at them marks none as read. */
    Set<String> keys();

    /** Whether the key is there. Marks nothing as read. */
    boolean has(String key);

    /** A string. */
    String string(String key);

    /** A string, or the fallback where the key is missing. */
    String string(String key, String fallback);

    /** A whole number from {@link Integer#MIN_VALUE} to {@link Integer#MAX_VALUE}. */
    int integer(String key);

    /** The same, or the fallback where the key is missing. */
    int integer(String key, int fallback);

    /** A whole number of any size that TOML has: from {@link Long#MIN_VALUE} to {@link Long#MAX_VALUE}. */
    long longInteger(String key);

    /** The same, or the fallback where the key is missing. */
    long longInteger(String key, long fallback);

    /** {@code true} or {@code false}. */
    boolean bool(String key);

    /** {@code true} or {@code false}, or the fallback where the key is missing. */
    boolean bool(String key, boolean fallback);

    /** A string such as {@code "250ms"}, {@code "5s"}, {@code "2m"}, {@code "1h"} or {@code "7d"}; {@code "0"} is 0. Never negative. */
    Duration duration(String key);

    /** A duration, or the fallback where the key is missing. */
    Duration duration(String key, Duration fallback);

    /**
     * A number of bytes: a string such as {@code "512"}, {@code "16 KiB"}, {@code "1 MiB"} or {@code "2 GiB"}, or a
     * whole number.
     */
    long size(String key);

    /** A number of bytes, or the fallback where the key is missing. */
    long size(String key, long fallback);

    /** A string that {@link Target#parse} reads. */
    Target target(String key);

    /** A target, or the fallback where the key is missing. */
    Target target(String key, Target fallback);

    /** An array of strings, or one string alone; empty where the key is missing. */
    List<String> strings(String key);

    /** An array of targets, or one target alone; empty where the key is missing. */
    List<Target> targets(String key);

    /**
     * The name of another router of the configuration, for {@link Decision#delegate(String)}: of a table {@code
     * [routers.NAME]}, or of a router that needs none. That router is configured and started as those that listeners select.
     * Where there is no such router, Roulette reports that once all routers are configured.
     */
    String router(String key);

    /**
     * A table whose keys are names and whose values are targets: an array of them, or one target alone, in the order of
     * the file. Each list has at least one target, fit for {@link Decision#forward(List)}. Empty where the key is missing.
     * All keys of the table are marked as read. Immutable.
     */
    Map<String, List<Target>> targetsByName(String key);

    /**
     * A path of a file or folder, which need not exist: absolute and normalized. A relative one is resolved against the
     * folder of the configuration file, {@link Environment#configurationFolder()}.
     */
    Path path(String key);

    /** The same, or the fallback where the key is missing: as it is, resolved against nothing. */
    Path path(String key, Path fallback);

    /** A table in this one; an empty one where the key is missing. Its keys are to be read as well. */
    Settings table(String key);

    /** An array of tables; empty where the key is missing. Their keys are to be read as well. */
    List<Settings> tables(String key);

    /** Where and within which limits this router is going to be called. Marks nothing as read. */
    Environment environment();

    /**
     * Makes an exception that points at a key, for what only the router can know to be wrong. To be thrown by the
     * caller.
     *
     * @param key a key of this table, present or not
     * @param message what is wrong with it, such as {@code "must be at most 100"}
     */
    SettingsException mistake(String key, String message);

    /**
     * The same, for what an exception has shown to be wrong.
     *
     * @param cause kept as the exception's cause; its message is not shown, unless it is in {@code message}, too
     */
    SettingsException mistake(String key, String message, Throwable cause);
}
