package roulette.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One table of the configuration file, with typed values. Made by Roulette and its test kit only, and passed to
 * {@link Router#configure}; more methods will be added. Valid during that call, on its thread;
 * {@link #mistake(String, String)} may also be called during {@link Router#start}.
 *
 * <p>Every method that reads a key marks it as read. A key of the table that was not read when {@code configure}
 * returns is an error, so a misspelt setting is never silently ignored. A method without a fallback throws if the key
 * is missing; every method throws if the value has the wrong type. It throws a {@link SettingsException} that names the
 * file, the line and the key.
 *
 * {@snippet :
 * public void configure(Settings settings) {
 *     even = settings.target("even", Target.of("localhost", 9999));
 *     timeout = settings.duration("timeout", Duration.ofSeconds(2));
 *     if (timeout.toMinutes() > 10) {
 *         throw settings.mistake("timeout", "must be at most \"10m\"");
 *     }
 * }
 * }
 */
public interface Settings {
    /** The keys of this table, in the order of the file. Marks none as read. */
    Set<String> keys();

    /** Whether the table has the key. Does not mark it as read. */
    boolean has(String key);

    /** A string. */
    String string(String key);

    /** A string, or the fallback if the key is missing. */
    String string(String key, String fallback);

    /** A whole number from {@link Integer#MIN_VALUE} to {@link Integer#MAX_VALUE}. */
    int integer(String key);

    /** The same, or the fallback if the key is missing. */
    int integer(String key, int fallback);

    /** A whole number from {@link Long#MIN_VALUE} to {@link Long#MAX_VALUE}, the range of TOML. */
    long longInteger(String key);

    /** The same, or the fallback if the key is missing. */
    long longInteger(String key, long fallback);

    /** {@code true} or {@code false}. */
    boolean bool(String key);

    /** {@code true} or {@code false}, or the fallback if the key is missing. */
    boolean bool(String key, boolean fallback);

    /**
     * A string such as {@code "250ms"}, {@code "5s"}, {@code "2m"}, {@code "1h"} or {@code "7d"}; {@code "0"} is 0.
     * Never negative.
     */
    Duration duration(String key);

    /** A duration, or the fallback if the key is missing. */
    Duration duration(String key, Duration fallback);

    /**
     * A number of bytes: a string such as {@code "512"}, {@code "16 KiB"}, {@code "1 MiB"} or {@code "2 GiB"}, or a
     * whole number.
     */
    long size(String key);

    /** A number of bytes, or the fallback if the key is missing. */
    long size(String key, long fallback);

    /** A string that {@link Target#parse} reads. */
    Target target(String key);

    /** A target, or the fallback if the key is missing. */
    Target target(String key, Target fallback);

    /** An array of strings, or one string alone; empty if the key is missing. */
    List<String> strings(String key);

    /** An array of targets, or one target alone; empty if the key is missing. */
    List<Target> targets(String key);

    /**
     * The name of another router, for {@link Decision#delegate(String)}: that of a table {@code [routers.NAME]}, or of
     * a router that needs no table. That router is configured and started like those that listeners select. If it does
     * not exist, Roulette reports an error when all routers are configured.
     */
    String router(String key);

    /**
     * A table whose keys are names and whose values are targets: an array of them, or one target alone, in the order of
     * the file. Each list has at least one target, as {@link Decision#forward(List)} needs. Empty if the key is
     * missing. All keys of the table are marked as read. Immutable.
     */
    Map<String, List<Target>> targetsByName(String key);

    /**
     * A path of a file or folder, which need not exist: absolute and normalized. A relative one is resolved against the
     * folder of the configuration file, {@link Environment#configurationFolder()}.
     */
    Path path(String key);

    /** The same, or the fallback if the key is missing; the fallback is returned unchanged. */
    Path path(String key, Path fallback);

    /** A table in this one; an empty one if the key is missing. Its keys must be read, too. */
    Settings table(String key);

    /** An array of tables; empty if the key is missing. Their keys must be read, too. */
    List<Settings> tables(String key);

    /** Folders, timeouts and limits for this router. Marks nothing as read. */
    Environment environment();

    /**
     * Makes an exception that names the position of a key, for errors that only the router can detect. The caller
     * throws it.
     *
     * @param key a key of this table, present or not
     * @param message what is wrong with it, such as {@code "must be at most 100"}
     */
    SettingsException mistake(String key, String message);

    /**
     * The same, for an error that was detected by an exception.
     *
     * @param cause the cause of the exception; its message is not shown, unless {@code message} contains it
     */
    SettingsException mistake(String key, String message, Throwable cause);
}
