package roulette.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of one comparison. All are written at the end, replacing those of an earlier one. */
final class ResultsFolder {
    private static final String[] FILES = {"tables.md", "rounds.csv", "idle.csv", "chart.svg"};

    private final Path path;
    private final Map<String, String> texts = new LinkedHashMap<>();

    ResultsFolder(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** Fails if the folder is not writable, before half an hour of work rather than after it. */
    void check() throws IOException {
        Files.delete(Files.createTempFile(Files.createDirectories(path), "rounds", ".csv"));
    }

    void add(String file, String text) {
        texts.put(file, text);
    }

    void write() throws IOException {
        Files.createDirectories(path);
        for (String file : FILES) {
            String text = texts.get(file);
            if (text == null) {
                Files.deleteIfExists(path.resolve(file));
            } else {
                Files.writeString(path.resolve(file), text);
            }
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
