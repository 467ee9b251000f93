package roulette.routers.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import roulette.api.Target;

/** A target with places for what a client said, such as <code>{sni.1}.internal:443</code>. */
final class TargetTemplate {
    /** A part of the text: a constant, or what a client said; empty where it did not say it. */
    @FunctionalInterface
    interface Part {
        Optional<String> fill(Situation situation);
    }

    private final List<Part> host;
    private final List<Part> port;
    private final Optional<Target> always;

    private TargetTemplate(List<Part> host, List<Part> port, Optional<Target> always) {
        this.host = host;
        this.port = port;
        this.always = always;
    }

    /**
     * Reads a target in which any part may be a name in braces.
     *
     * @param named gives the part of a name, and throws an IllegalArgumentException for one that is unknown
     * @throws IllegalArgumentException where that would be no target, whatever comes for the names
     */
    static TargetTemplate parse(String text, Function<String, Part> named) {
        if (text.indexOf('{') < 0 && text.indexOf('}') < 0) {
            return new TargetTemplate(List.of(), List.of(), Optional.of(Target.parse(text)));
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("\"" + text + "\" has no port: write host:port");
        }
        String host = text.substring(0, colon);
        String port = text.substring(colon + 1);
        StringBuilder sample = new StringBuilder();
        List<Part> hostParts = parts(host, named, "a", sample);
        sample.append(':');
        List<Part> portParts = parts(port, named, "1", sample);
        Target.parse(sample.toString());
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        return new TargetTemplate(
                brackets ? hostParts.subList(1, hostParts.size() - 1) : hostParts, portParts, Optional.empty());
    }

    private static List<Part> parts(String text, Function<String, Part> named, String sample, StringBuilder sampled) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = at + 1;
            if (text.charAt(at) == '{') {
                end = text.indexOf('}', at) + 1;
                if (end == 0) {
                    throw new IllegalArgumentException("\"" + text + "\" has a { without a }");
                }
                parts.add(named.apply(text.substring(at + 1, end - 1)));
                sampled.append(sample);
            } else {
                String constant = text.substring(at, end);
                parts.add(_ -> Optional.of(constant));
                sampled.append(constant);
            }
            at = end;
        }
        return parts;
    }

    /** The target, where it depends on nothing. */
    Optional<Target> always() {
        return always;
    }

    /** The target for this client; empty where what it said makes none. */
    Optional<Target> fill(Situation situation) {
        return always.isPresent()
                ? always
                : join(host, situation)
                        .flatMap(Hosts::of)
                        .flatMap(name -> join(port, situation).flatMap(digits -> target(name, digits)));
    }

    private static Optional<String> join(List<Part> parts, Situation situation) {
        StringBuilder joined = new StringBuilder();
        for (Part part : parts) {
            Optional<String> text = part.fill(situation);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            joined.append(text.get());
        }
        return Optional.of(joined.toString());
    }

    private static Optional<Target> target(String host, String digits) {
        if (!digits.matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(digits);
        return port < 1 || port > 65535 ? Optional.empty() : Optional.of(Target.of(host, port));
    }
}
