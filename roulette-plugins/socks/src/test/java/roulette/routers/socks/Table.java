package roulette.routers.socks;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roulette.api.Settings;
import roulette.api.SettingsException;

/** Settings out of a map, as far as this router asks for them. */
final class Table {
    private Table() {}

    static Settings of(Map<String, ?> values) {
        return (Settings) Proxy.newProxyInstance(
                Settings.class.getClassLoader(),
                new Class<?>[] {Settings.class},
                (self, method, args) -> answer(values, method.getName(), args));
    }

    /** With these entries in the list of what is allowed. */
    static Settings allowing(String... entries) {
        return of(Map.of("allow", List.of(entries)));
    }

    /** With one user, and these entries. */
    static Settings withUser(String user, String password, String... entries) {
        return of(Map.of("allow", List.of(entries), "users", Map.of(user, password)));
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object answer(Map<String, ?> values, String question, Object[] args) {
        if (question.equals("keys")) {
            return new LinkedHashMap<>(values).keySet();
        }
        Object value = values.get((String) args[0]);
        return switch (question) {
            case "strings" -> value == null ? List.of() : value;
            case "table" -> of(value == null ? Map.of() : (Map<String, ?>) value);
            case "duration" -> value == null ? args[1] : Duration.parse((String) value);
            case "string" -> value;
            case "mistake" -> new SettingsException(args[0] + " " + args[1]);
            default -> throw new UnsupportedOperationException(question);
        };
    }
}
