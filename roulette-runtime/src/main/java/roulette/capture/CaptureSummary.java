package roulette.capture;

import java.util.Map;

/**
 * The numbers of packets and connections in a capture, and of those skipped.
 *
 * @param packets of any kind
 * @param connections captured from their start, or selected without it
 * @param filtered connections of these that the filter does not select; skipped
 * @param midway connections whose start was not captured, unless they are selected; skipped
 * @param withoutBytes connections without bytes of the client; skipped
 * @param fragments fragments of TCP packets; skipped
 * @param truncated TCP packets of which only the first part was captured
 * @param damaged packets whose headers are invalid or incomplete; skipped
 * @param others packets without TCP by their protocol, such as UDP; skipped
 */
public record CaptureSummary(
        long packets,
        long connections,
        long filtered,
        long midway,
        long withoutBytes,
        long fragments,
        long truncated,
        long damaged,
        Map<String, Long> others) {
    public CaptureSummary {
        others = Map.copyOf(others);
    }
}
