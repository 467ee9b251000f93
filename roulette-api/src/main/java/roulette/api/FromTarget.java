package roulette.api;

import java.nio.ByteBuffer;

/**
 * The bytes of a target that is not yet joined with the client, see {@link Decision.Forward#listening()}. Made by
 * Roulette only; more methods will be added. Valid only during one call of {@link Router#answered}, on its thread.
 */
public interface FromTarget {
    /** The target that is connected. */
    Target target();

    /**
     * The bytes received from the target that no {@link Answer#send(byte[], int)} has consumed; read-only, and valid as
     * long as those of {@link Opening#bytes()}.
     */
    ByteBuffer bytes();

    /** True once the target has closed its side: no more bytes will arrive. */
    boolean ended();

    /** True once there are {@code limits.opening} bytes: {@link Answer#needMore()} would give up the target. */
    boolean full();
}
