package roulette.routers.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roulette.api.Target;

/** A target with placeholders for client input, such as <code>{sni.1}.internal:443</code>. */
final class TargetTemplate {
    /** A part of the text: a constant, or client input; empty if it is absent. */
    @FunctionalInterface
    interface Part {
        Optional<String> fill(Situation situation);
    }

    private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,5}");

    private final List<Part> host;
    private final List<Part> port;
    private final Optional<Target> always;

    private TargetTemplate(List<Part> host, List<Part> port, Optional<Target> always) {
        this.host = host;
        this.port = port;
        this.always = always;
    }

    /**
     * Parses a target in which any part may be a name in braces.
     *
     * @param named returns the part for a name; throws IllegalArgumentException for an unknown one
     * @throws IllegalArgumentException if no values of the names would make a valid target
     */
    static TargetTemplate parse(String text, Function<String, Part> named) {
        if (text.indexOf('{') < 0 && text.indexOf('}') < 0) {
            return new TargetTemplate(List.of(), List.of(), Optional.of(Target.parse(text)));
        }
        if (text.contains("://")) {
            throw new IllegalArgumentException(
                    "must be a host and a port, not a URL: leave out what is before the host");
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("\"" + text + "\" has no port: write host:port");
        }
        String host = text.substring(0, colon);
        String port = text.substring(colon + 1);
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        List<Part> hostParts = parts(brackets ? host.substring(1, host.length() - 1) : host, named);
        List<Part> portParts = parts(port, named);
        Target.parse(
                NAME.matcher(host).replaceAll("a") + ":" + NAME.matcher(port).replaceAll("1"));
        return new TargetTemplate(hostParts, portParts, Optional.empty());
    }

    private static List<Part> parts(String text, Function<String, Part> named) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = NAME.matcher(text);
        int at = 0;
        while (matcher.find()) {
            constant(text.substring(at, matcher.start()), parts);
            parts.add(named.apply(matcher.group(1)));
            at = matcher.end();
        }
        constant(text.substring(at), parts);
        return parts;
    }

    private static void constant(String text, List<Part> parts) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw new IllegalArgumentException("\"" + text + "\" has an unmatched { or }");
        } else if (!text.isEmpty()) {
            Optional<String> constant = Optional.of(text);
            parts.add(_ -> constant);
        }
    }

    /** The target, if it has no placeholders. */
    Optional<Target> always() {
        return always;
    }

    /** The target for this client; empty if its input makes no valid one. */
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
        if (!DIGITS.matcher(digits).matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(digits);
        return port < 1 || port > 65535 ? Optional.empty() : Optional.of(Target.of(host, port));
    }
}
