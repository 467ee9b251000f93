package roulette.capture;

import java.util.Map;

/**
 * What was in a capture, and what was left out.
 *
 * @param packets of any kind
 * @param connections of which the beginning was there, or that were wanted without it
 * @param unwanted those of them that the filter does not want; they are left out
 * @param midway connections of which only later parts were there, and that were not wanted so; they are left out
 * @param mute connections with none of the client's bytes; they are left out
 * @param fragments parts of TCP packets that the network had split; they are left out
 * @param shortened TCP packets of which the capture has only the first part
 * @param damaged packets whose headers make no sense, or are not whole; they are left out
 * @param others packets without TCP by what they are, such as UDP; they are left out
 */
public record CaptureSummary(
        long packets,
        long connections,
        long unwanted,
        long midway,
        long mute,
        long fragments,
        long shortened,
        long damaged,
        Map<String, Long> others) {
    public CaptureSummary {
        others = Map.copyOf(others);
    }
}
