package roulette.capture;

import java.util.Map;
import java.util.TreeMap;

/** Counts the packets without a usable TCP segment. For one thread. */
final class SkippedPackets {
    private final Map<String, Long> others = new TreeMap<>();
    private long fragments;
    private long damaged;

    /** Counts a packet of another protocol than TCP. */
    void other(String kind) {
        others.merge(kind, 1L, Long::sum);
    }

    void fragment() {
        fragments++;
    }

    void damaged() {
        damaged++;
    }

    Map<String, Long> others() {
        return Map.copyOf(others);
    }

    long fragments() {
        return fragments;
    }

    long damagedPackets() {
        return damaged;
    }
}
