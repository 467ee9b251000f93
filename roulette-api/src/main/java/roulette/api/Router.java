package roulette.api;

import java.util.Map;

/**
 * Decides where a connection goes.
 *
 * <p>A router is a public class with a public constructor that takes nothing. Its name stands in the file
 * {@code META-INF/services/roulette.api.Router} of its jar, the jar lies in {@code plugins/}, and a listener in the
 * configuration selects it by {@link #name()}. The whole of a router:
 *
 * {@snippet :
 * package example;
 *
 * import roulette.api.*;
 *
 * public final class ParityRouter implements Router {
 *     public String name() {
 *         return "by-parity";
 *     }
 *
 *     public Decision route(Opening opening) {
 *         return Decision.forward("localhost", opening.client().getPort() % 2 == 0 ? 9999 : 9998);
 *     }
 * }
 * }
 *
 * <p>A router that looks at what the client says asks for more until it has seen enough. It is called again with all
 * the bytes so far, each time some have come:
 *
 * {@snippet :
 * public Decision route(Opening opening) {
 *     ByteBuffer bytes = opening.bytes();
 *     if (!bytes.hasRemaining()) {
 *         return Decision.needMore();
 *     }
 *     return bytes.get(0) == 'G' ? Decision.forward("localhost", 8080) : Decision.reject("GET only\r\n");
 * }
 * }
 *
 * <h2>Lifetime and threads</h2>
 *
 * <p>One instance serves one table of settings: it is constructed, {@linkplain #configure(Settings) configured} once,
 * {@linkplain #start() started} once, then asked about every connection of the listeners that select it, and
 * {@linkplain #close() closed} once, after the last of them has ended. Instances are safely published after
 * {@code configure} and {@code start}: fields set there need be neither volatile nor final. {@link #route},
 * {@link #timedOut}, {@link #failed}, {@link #unreachable} and {@link #ended} are called concurrently for different
 * connections, and one at a time, in order, for one connection (but see {@link #failed} and {@link #ended}).
 *
 * <p>Where {@link #blocks()} is true, the default, each of these calls has a virtual thread of its own, and may wait
 * for a database or a web service in plain blocking code. Where it is false they run on the network thread itself,
 * which must not be held for more than a few microseconds: for routers that only look at the bytes.
 *
 * <p>The context class loader is the plugin's own during every call.
 *
 * <h2>Mistakes</h2>
 *
 * <p>A router that answers null, or throws an exception or an {@code Error}, closes that one connection without a
 * reply; it is counted, and one line of the log names the router and the reason. A call that has not come back when
 * the routing deadline passes is interrupted, its connection is closed, and its answer is dropped.
 */
public interface Router extends AutoCloseable {
    /**
     * What a configuration selects this router by: lower-case words joined with hyphens, such as {@code by-tenant}.
     * Always the same for one class; called before {@link #configure}.
     */
    String name();

    /** One line for the list of routers. */
    default String description() {
        return "";
    }

    /**
     * Takes this router's own table of the configuration file, empty where there is none. A key that is in the table
     * and is not read here is reported to the user as a mistake, so read all of them.
     *
     * <p>Leaves nothing behind: no file, no connection, no thread. {@code roulette check} calls it, too, perhaps as
     * another user; what has effects belongs in {@link #start()}.
     *
     * @throws SettingsException for a value that is missing or wrong; see {@link Settings#mistake(String, String)}
     * @throws Exception for any other reason: it is reported, and Roulette does not start
     */
    default void configure(Settings settings) throws Exception {}

    /**
     * Makes ready what routing needs: opens connections, makes files, starts threads. Called once after
     * {@link #configure} and before anything that is declared below, where the router is about to be used: by
     * {@code roulette run}, {@code roulette route} and {@code roulette check --connect}. What can't be reached now, and may
     * be later, is worth a warning in the log and no exception.
     *
     * @throws SettingsException for a setting that turns out to be wrong; see {@link Settings#mistake(String, String)}, which may
     *     still be called on the table given to {@code configure}
     * @throws Exception for any other reason that no waiting will mend: Roulette does not start
     */
    default void start() throws Exception {}

    /**
     * Decides about a connection. Called when the client has sent its first bytes (but see {@link #needsBytes()}), and
     * after {@link Decision#needMore()} or {@link Decision#reply(byte[], int)} again whenever more have come or the client
     * has ended its side.
     *
     * @param opening what is known of the connection; its bytes may be looked at until this call returns
     * @return the decision, never null
     * @throws Exception for any reason: this connection is closed, no other is touched
     */
    Decision route(Opening opening) throws Exception;

    /**
     * Decides about a client that has not said enough: the routing deadline has passed with no decision. Server-first
     * protocols are served here, by forwarding a client that waits to be greeted or by greeting it with
     * {@link Decision#reply(byte[], int)}; after a reply the routing deadline runs once more, and this method is not
     * called again for that connection. {@link Decision#needMore()} closes the connection.
     *
     * @throws Exception for any reason: this connection is closed, no other is touched
     */
    default Decision timedOut(Opening opening) throws Exception {
        return Decision.reject();
    }

    /**
     * Decides about a target that speaks to the router before it is joined with the client, after
     * {@link Decision.Forward#listening()}. Called when the target has said something or has ended its side, and after
     * {@link Answer#needMore()} or {@link Answer#send(byte[], int)} again whenever it has said more. The target has
     * {@code timeouts.routing} for what it says to each {@code send}, and for what it says first unless the forward has a
     * {@linkplain Decision.Forward#firstByteTimeout(java.time.Duration) time of its own}; bytes do not prolong that. A target that
     * is late is given up, and the next one is tried.
     *
     * @param opening the client's bytes, which wait: none was sent to the target
     * @throws Exception for any reason: this connection is closed, no other is touched
     */
    default Answer answered(Opening opening, FromTarget said) throws Exception {
        return Answer.join(0);
    }

    /**
     * Told of every target that failed, in order, so that a router can remember it. The connection does not wait for
     * this call: a blocking router may see it come beside {@link #unreachable} and {@link #ended}. The opening is a copy,
     * to be kept or read at leisure; where the target had already taken the bytes it has none.
     *
     * <p>The call has the routing time, {@code timeouts.routing}, before it is interrupted. It is left out, and counted,
     * where a blocking router has no place for another call ({@code limits.calls}).
     *
     * @throws Exception for any reason: it is logged, and changes nothing
     */
    default void failed(Opening opening, Attempt attempt) throws Exception {}

    /**
     * Decides what becomes of a client when the last target of a forward has failed: reject it with the protocol's own
     * words, or forward it elsewhere. Rejected without words, its connection is reset, so that nobody takes it for an
     * empty answer. Forwarding again is possible while nothing was sent to any target (so not after
     * {@link Failure#NO_FIRST_BYTE}), and at most {@value #ROUNDS} times for one connection.
     * {@link Decision#needMore()} and {@link Decision#reply(byte[], int)} mean nothing here and close the connection.
     *
     * @param last the target that failed last
     * @throws Exception for any reason: this connection is closed, no other is touched
     */
    default Decision unreachable(Opening opening, Attempt last) throws Exception {
        return Decision.reject();
    }

    /**
     * Told of every connection that this router was asked about when it has been closed, once, so that a router can count
     * it or release what it keeps for it. Costs nothing where it is not overridden.
     *
     * <p>No other call for this connection begins afterwards. A blocking router may see this call come beside
     * {@link #failed}, and beside a call that has not come back in time. It has the routing time, {@code timeouts.routing},
     * before it is interrupted. It is left out, and counted, where a blocking router has no place for another call
     * ({@code limits.calls}): what must not be lost needs another way to be released, such as an age.
     *
     * @throws Exception for any reason: it is logged, and changes nothing
     */
    default void ended(Ended ended) throws Exception {}

    /**
     * Whether calls may block. True: each has its own virtual thread. False: they run on the network thread, with no
     * hand-off, and must return at once. Asked once, after {@link #configure}.
     */
    default boolean blocks() {
        return true;
    }

    /**
     * Whether the client has to speak before {@link #route} is called. True: the first call comes with the first bytes.
     * False: it comes as soon as the connection is accepted, with no bytes, so that protocols in which the server
     * speaks first work without delay; {@link Decision#needMore()} waits for bytes then as ever. Asked once, after
     * {@link #configure}.
     */
    default boolean needsBytes() {
        return true;
    }

    /**
     * What this router sees in an opening, for people who try a configuration with {@code roulette route}: the value of
     * each fact that it could read by the fact's name, shown in the order of the map. Never called for a real connection.
     *
     * @throws Exception for any reason: it is shown
     */
    default Map<String, String> explain(Opening opening) throws Exception {
        return Map.of();
    }

    /**
     * Releases what {@link #configure} and {@link #start} acquired. Called once, when no call is running and none will
     * come; also where the router was never started, or could not be. What it throws is logged, and changes nothing.
     */
    @Override
    default void close() {}

    /** How many forwards {@link #unreachable} may answer for one connection. */
    int ROUNDS = 8;

    /** How many {@linkplain Decision#delegate(String) delegations} one connection may have. */
    int DELEGATIONS = 4;
}
