package roulette.capture;

import java.util.Map;
import java.util.TreeMap;

/** Counts the packets that hold no segment of TCP, or none that can be used. For one thread. */
final class LeftOut {
    private final Map<String, Long> others = new TreeMap<>();
    private long fragments;
    private long damaged;

    /** A packet of something else than TCP. */
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
