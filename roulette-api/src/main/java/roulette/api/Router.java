package roulette.api;

import java.util.Map;

/**
 * Decides where a connection goes.
 *
 * <p>A router is a public class with a public constructor without parameters. The file
 * {@code META-INF/services/roulette.api.Router} of its jar names the class, the jar's manifest has a line
 * {@code Roulette-Api-Version: 0.1}, the jar is in {@code plugins/}, and a listener in the configuration selects the
 * router by {@link #name()}. A complete router:
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
 * <p>A router that reads bytes of the client returns {@code needMore()} until it has enough. Each time more have
 * arrived it is called again with all of them:
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
 * <p>Each table of settings has one instance: it is constructed, {@linkplain #configure(Settings) configured} once,
 * {@linkplain #start() started} once, then called for every connection of the listeners that select it, and
 * {@linkplain #close() closed} once, after the last of them has ended. Instances are safely published after
 * {@code configure} and {@code start}: fields set there need be neither volatile nor final. {@link #route},
 * {@link #timedOut}, {@link #answered}, {@link #failed}, {@link #unreachable} and {@link #ended} are called
 * concurrently for different connections, and sequentially for one connection (but see {@link #failed} and
 * {@link #ended}).
 *
 * <p>If {@link #blocks()} is true, the default, each of these calls has a virtual thread of its own, and may wait for a
 * database or a web service in plain blocking code. If it is false they run on the network thread, which they may use
 * for a few microseconds only: for routers that only read the bytes.
 *
 * <p>The context class loader is the plugin's own during every call.
 *
 * <h2>Errors</h2>
 *
 * <p>If a router returns null, or throws an exception or an {@code Error}, that connection is closed without a reply;
 * the error is counted, and a line of the log names the router and the reason. A call that has not returned at the
 * routing deadline is interrupted, its connection is closed, and its result is ignored.
 */
public interface Router extends AutoCloseable {
    /**
     * The name by which a configuration selects this router: lower-case words joined with hyphens, such as
     * {@code by-tenant}. Always the same for one class; called before {@link #configure}.
     */
    String name();

    /** A description in one line, for the list of routers. */
    default String description() {
        return "";
    }

    /**
     * Reads this router's table of the configuration file, which is empty if the file has none. Read all keys: one that
     * is in the table and is not read here is reported to the user as an error.
     *
     * <p>Must have no lasting effects: no file, no connection, no thread. {@code roulette check} calls it, too, perhaps
     * as another user. {@link #start()} may have effects.
     *
     * @throws SettingsException for a value that is missing or wrong; see {@link Settings#mistake(String, String)}
     * @throws Exception for any other reason: it is reported, and Roulette does not start
     */
    default void configure(Settings settings) throws Exception {}

    /**
     * Prepares what routing needs: opens connections, creates files, starts threads. Called once, after
     * {@link #configure} and before the first of the other calls, by {@code roulette run}, {@code roulette route} and
     * {@code roulette check --connect}. If a service can't be reached but may be later, log a warning and throw
     * nothing.
     *
     * @throws SettingsException for a setting that proves to be wrong; see {@link Settings#mistake(String, String)},
     *     which may still be called on the table given to {@code configure}
     * @throws Exception for any other permanent failure: Roulette does not start
     */
    default void start() throws Exception {}

    /**
     * Decides about a connection. Called when the client has sent its first bytes (but see {@link #needsBytes()}).
     * After {@link Decision#needMore()} or {@link Decision#reply(byte[], int)} called again whenever more have arrived
     * or the client has closed its side.
     *
     * @param opening the connection; its bytes may be read until this call returns
     * @return the decision, never null
     * @throws Exception for any reason: this connection is closed, others are not affected
     */
    Decision route(Opening opening) throws Exception;

    /**
     * Decides about a client that has not sent enough bytes before the routing deadline. Supports server-first
     * protocols: forward a client that waits for a greeting, or greet it with {@link Decision#reply(byte[], int)}.
     * After a reply the routing deadline starts once more, and this method is not called again for that connection.
     * {@link Decision#needMore()} closes the connection.
     *
     * @throws Exception for any reason: this connection is closed, others are not affected
     */
    default Decision timedOut(Opening opening) throws Exception {
        return Decision.reject();
    }

    /**
     * Decides about a target that talks to the router before it is joined with the client, after
     * {@link Decision.Forward#listening()}. Called when the target has sent bytes or has closed its side. After
     * {@link Answer#needMore()} or {@link Answer#send(byte[], int)} called again whenever it has sent more. The target
     * has {@code timeouts.routing} to respond to each {@code send}, and to begin unless the forward has a
     * {@linkplain Decision.Forward#firstByteTimeout(java.time.Duration) timeout of its own}; received bytes do not
     * extend that time. A target that is late is given up, and the next one is tried.
     *
     * @param opening the client's bytes; none of them was sent to the target
     * @param received the target's bytes
     * @throws Exception for any reason: this connection is closed, others are not affected
     */
    default Answer answered(Opening opening, FromTarget received) throws Exception {
        return Answer.join(0);
    }

    /**
     * Called for every target that failed, in order, so that a router can remember it. The connection does not wait for
     * this call: in a blocking router it may run concurrently with {@link #unreachable} and {@link #ended}. The opening
     * is a copy that may be kept; it has no bytes if they were already sent to the target.
     *
     * <p>The call is interrupted after {@code timeouts.routing}. It is queued while {@code limits.calls} calls of a
     * blocking router are running, and omitted, with a warning, if 1,024 such calls are queued, or if it is still
     * queued when Roulette stops.
     *
     * @throws Exception for any reason: it is logged and has no effect
     */
    default void failed(Opening opening, Attempt attempt) throws Exception {}

    /**
     * Decides about a client when the last target of a forward has failed: reject it with the protocol's error message,
     * or forward it to other targets. Rejected without a message, its connection is reset, so that the close is not
     * mistaken for an empty response. Forwarding again is possible if nothing was sent to any target (so not after
     * {@link Failure#NO_FIRST_BYTE}), at most {@value #ROUNDS} times for one connection. {@link Decision#needMore()}
     * and {@link Decision#reply(byte[], int)} close the connection.
     *
     * @param last the last attempt that failed
     * @throws Exception for any reason: this connection is closed, others are not affected
     */
    default Decision unreachable(Opening opening, Attempt last) throws Exception {
        return Decision.reject();
    }

    /**
     * Called once for every connection that this router was called for, when it is closed, so that a router can count
     * it or release what it keeps for it. Costs nothing if it is not overridden.
     *
     * <p>No other call for this connection begins afterwards. In a blocking router this call may run concurrently with
     * {@link #failed}, and with a call that has not returned in time. It is interrupted after {@code timeouts.routing}.
     * It is queued while {@code limits.calls} calls of a blocking router are running, and omitted, with a warning, if
     * 1,024 such calls are queued, or if it is still queued half a second after the last connection was closed when
     * Roulette stops: what must be released needs another way as well, such as an expiry.
     *
     * @throws Exception for any reason: it is logged and has no effect
     */
    default void ended(Ended ended) throws Exception {}

    /**
     * Whether calls may block. True: each has its own virtual thread. False: they run on the network thread, without a
     * hand-off, and must return at once. Called once, after {@link #configure}.
     */
    default boolean blocks() {
        return true;
    }

    /**
     * Whether the client must have sent bytes before {@link #route} is called. False: the first call comes as soon as
     * the connection is accepted, without bytes, so that protocols in which the server sends first work without delay;
     * {@link Decision#needMore()} then waits for bytes as usual. Called once, after {@link #configure}.
     */
    default boolean needsBytes() {
        return true;
    }

    /**
     * The facts that this router reads in an opening, by name, for {@code roulette route}, which shows them in the
     * order of the map. Never called for a real connection.
     *
     * @throws Exception for any reason: it is shown
     */
    default Map<String, String> explain(Opening opening) throws Exception {
        return Map.of();
    }

    /**
     * Releases what {@link #configure} and {@link #start} acquired. Called once, after all other calls have returned;
     * also if the router was never started, or its start failed. Calls that are still running half a second after the
     * last connection was closed are not waited for; no call begins afterwards. Exceptions are logged and have no
     * effect.
     */
    @Override
    default void close() {}

    /** The number of forwards that {@link #unreachable} may return for one connection. */
    int ROUNDS = 8;

    /** The number of {@linkplain Decision#delegate(String) delegations} that one connection may have. */
    int DELEGATIONS = 4;
}
