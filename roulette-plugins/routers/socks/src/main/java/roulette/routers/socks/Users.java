package roulette.routers.socks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import roulette.api.Settings;

/** Users of the proxy, by name and password. */
final class Users {
    /** No authentication: all clients are accepted. */
    static final Users ANYBODY = new Users(Map.of());

    private final Map<String, String> passwords;

    private Users(Map<String, String> passwords) {
        this.passwords = passwords;
    }

    /** Reads a table of passwords by name. */
    static Users read(Settings table) {
        Map<String, String> passwords = new LinkedHashMap<>();
        for (String name : table.keys()) {
            String password = table.string(name);
            requireFit(table, name, "a name", name);
            requireFit(table, name, "a password", password);
            passwords.put(name, password);
        }
        return new Users(passwords);
    }

    private static void requireFit(Settings table, String key, String what, String text) {
        int bytes = text.getBytes(UTF_8).length;
        if (bytes < 1 || bytes > Credentials.MAX_BYTES) {
            throw table.mistake(
                    key, what + " has 1 to " + Credentials.MAX_BYTES + " bytes in UTF-8, this one has " + bytes);
        }
    }

    boolean isAnybody() {
        return passwords.isEmpty();
    }

    /** Whether the password is that of the user. Takes constant time. */
    boolean know(Credentials credentials) {
        String password = passwords.getOrDefault(credentials.name(), "");
        boolean same = MessageDigest.isEqual(credentials.password().getBytes(UTF_8), password.getBytes(UTF_8));
        return same && !password.isEmpty();
    }
}
