package roulette.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** A file in the test's folder, and the result of reading it. Its name in problems is {@code r.toml}. */
record ConfigurationFile(Path folder) {
    /** The required tables, for tests of any other one; two lines. */
    static final String LISTENER = "[[listeners]]\nrouter = \"parity\"\n";

    Path path() {
        return folder.resolve("r.toml");
    }

    Configuration reads(String toml) {
        write("r.toml", toml);
        return Configuration.read(path(), folder);
    }

    List<String> problems(String toml) {
        write("r.toml", toml);
        return problems();
    }

    /** The problems of the file, without the folder's name. */
    List<String> problems() {
        ConfigurationException wrong =
                Assertions.catchThrowableOfType(ConfigurationException.class, () -> Configuration.read(path(), folder));
        return wrong.problems().stream().map(this::shortened).toList();
    }

    String shortened(String problem) {
        return problem.replace(folder + folder.getFileSystem().getSeparator(), "");
    }

    /** The same, with environment variables. */
    Configuration reads(String toml, Map<String, String> environment) {
        write("r.toml", toml);
        return Configuration.read(path(), folder, environment);
    }

    List<String> problems(String toml, Map<String, String> environment) {
        ConfigurationException wrong =
                Assertions.catchThrowableOfType(ConfigurationException.class, () -> reads(toml, environment));
        return wrong.problems().stream().map(this::shortened).toList();
    }

    /** Writes another file, for an include. */
    ConfigurationFile with(String name, String toml) {
        write(name, toml);
        return this;
    }

    private void write(String name, String toml) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, toml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
