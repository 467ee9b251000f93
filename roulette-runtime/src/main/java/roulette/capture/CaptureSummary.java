package roulette.capture;

/**
 * What was in a capture, and what was left out.
 *
 * @param packets of any kind
 * @param connections of which the beginning was there
 * @param midway connections of which only later parts were there; they are left out
 * @param mute connections with none of the client's bytes; they are left out
 * @param fragments parts of TCP packets that the network had split; they are left out
 * @param shortened TCP packets of which the capture has only the first part
 * @param damaged packets whose headers make no sense, or are not whole; they are left out
 * @param foreign packets of kinds of networks that are not known here; they are left out
 */
public record CaptureSummary(
        long packets,
        long connections,
        long midway,
        long mute,
        long fragments,
        long shortened,
        long damaged,
        long foreign) {}
