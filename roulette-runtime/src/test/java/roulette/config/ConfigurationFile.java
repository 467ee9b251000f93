package roulette.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;

/** A file in the test's folder, and the result of reading it. Its name in problems is {@code r.toml}. */
record ConfigurationFile(Path folder) {
    /** The required tables, for tests of any other one; two lines. */
    static final String LISTENER = "[[listeners]]\nrouter = \"parity\"\n";

    Path path() {
        return folder.resolve("r.toml");
    }

    Configuration reads(String toml) {
        write(toml);
        return Configuration.read(path(), folder);
    }

    List<String> problems(String toml) {
        write(toml);
        return problems();
    }

    /** The problems of the file, without the folder's name. */
    List<String> problems() {
        ConfigurationException wrong =
                Assertions.catchThrowableOfType(ConfigurationException.class, () -> Configuration.read(path(), folder));
        return wrong.problems().stream().map(this::shortened).toList();
    }

    String shortened(String problem) {
        return problem.replace(path().toString(), "r.toml");
    }

    private void write(String toml) {
        try {
            Files.writeString(path(), toml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
