package roulette.api;

import java.nio.ByteBuffer;

/**
 * What a target has said before it is joined with the client, see {@link Decision.Forward#listening()}. Made by Roulette
 * only; an instance belongs to one call of {@link Router#answered}, is to be used by that call's thread only, and is not
 * to be kept after the call has returned. More methods will join.
 */
public interface FromTarget {
    /** The target that is connected. */
    Target target();

    /**
     * The bytes of the target so far, from the first one that no {@link Answer#send(byte[], int)} has consumed; read-only,
     * and lent like {@link Opening#bytes()}.
     */
    ByteBuffer bytes();

    /** True once the target has ended its side: it will say no more. */
    boolean ended();

    /** True once there is room for no more bytes, as {@code limits.opening} says: {@link Answer#needMore()} gives it up. */
    boolean full();
}
