package roulette.plugin;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import roulette.api.Router;
import roulette.text.OneLine;

/**
 * The result of inspecting one router class that a plugin declares.
 *
 * @param router empty if it can't be used
 */
record Inspection(Optional<FoundRouter> router, List<PluginProblem> problems) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final String RULE = "a router's name is lower-case words joined with hyphens, such as by-tenant";

    /**
     * Makes an instance to learn its name and description.
     *
     * @param timeout how long that may take before it is given up
     */
    static Inspection of(Path origin, Class<? extends Router> type, Duration timeout) {
        try {
            return TimedCall.of(timeout, () -> inspect(origin, type));
        } catch (Unusable e) {
            return unusable(origin, e.reason);
        } catch (NoReturnException e) {
            return unusable(
                    origin,
                    type.getName() + " can't be constructed and asked for its name and description: " + Reasons.of(e));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("an inspection throws nothing else", e);
        }
    }

    private static Inspection unusable(Path origin, String reason) {
        return new Inspection(Optional.empty(), List.of(PluginProblem.error(origin, reason)));
    }

    private static Inspection inspect(Path origin, Class<? extends Router> type) throws Unusable {
        requireFits(type);
        PluginRouter instance = construct(type);
        return describe(instance, name(instance, type), origin, type);
    }

    /** Detects at load time what would cause an {@link AbstractMethodError} at the first connection. */
    private static void requireFits(Class<? extends Router> type) throws Unusable {
        int modifiers = type.getModifiers();
        if (!Modifier.isPublic(modifiers) || Modifier.isAbstract(modifiers)) {
            throw new Unusable("%s can't be used as a router: it is %s; make it a public class that can be instantiated"
                    .formatted(type.getName(), Modifier.isPublic(modifiers) ? "abstract" : "not public"));
        }
        Optional<Method> missing;
        try {
            missing = Arrays.stream(type.getMethods())
                    .filter(method -> method.getDeclaringClass().equals(Router.class))
                    .filter(method -> Modifier.isAbstract(method.getModifiers()))
                    .findFirst();
        } catch (Throwable failure) {
            throw new Unusable(type.getName() + " can't be loaded: " + Reasons.of(failure));
        }
        if (missing.isPresent()) {
            throw new Unusable(("%s can't be used: it was built against another version of the Roulette API and has no "
                            + "method %s; rebuild it with this version")
                    .formatted(type.getName(), signature(missing.get())));
        }
    }

    private static PluginRouter construct(Class<? extends Router> type) throws Unusable {
        try {
            return PluginRouter.construct(type);
        } catch (Throwable failure) {
            throw new Unusable(type.getName() + " can't be constructed: " + Reasons.of(failure));
        }
    }

    private static String name(PluginRouter instance, Class<?> type) throws Unusable {
        String name;
        try {
            name = instance.name();
        } catch (Throwable failure) {
            throw new Unusable("name() of %s fails: %s".formatted(type.getName(), Reasons.of(failure)));
        }
        if (isNull(name)) {
            throw new Unusable("name() of %s returns null; %s".formatted(type.getName(), RULE));
        }
        if (!NAME.matcher(name).matches()) {
            throw new Unusable("name() of %s returns \"%s\"; %s".formatted(type.getName(), name, RULE));
        }
        return name;
    }

    /** A router that can't describe itself is used without a description. */
    private static Inspection describe(PluginRouter instance, String name, Path origin, Class<? extends Router> type) {
        String flaw;
        try {
            String description = instance.description();
            if (!isNull(description)) {
                return new Inspection(
                        Optional.of(new FoundRouter(name, OneLine.folded(description), origin, type)), List.of());
            }
            flaw = "returns null";
        } catch (Throwable failure) {
            flaw = "fails: " + Reasons.of(failure);
        }
        return new Inspection(
                Optional.of(new FoundRouter(name, "", origin, type)),
                List.of(PluginProblem.warning(
                        origin,
                        "description() of %s %s; the router is used without one".formatted(type.getName(), flaw))));
    }

    /** The API forbids null, but a plugin may return it. */
    private static boolean isNull(@Nullable Object object) {
        return object == null;
    }

    private static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }

    /** Ends an inspection with the reason why the class can't be used as a router. */
    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        private final String reason;

        private Unusable(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
