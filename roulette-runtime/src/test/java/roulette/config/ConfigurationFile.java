package roulette.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;

/** A file in a folder of the test, and what reading it gives. Its name in problems is {@code r.toml}. */
record ConfigurationFile(Path folder) {
    /** Enough for every other table to be tested on its own; two lines. */
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

    /** What is wrong with the file as it is, without the folder's name. */
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
