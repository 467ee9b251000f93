package roulette.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration file and the files that it includes into one top-level table. An included file may include
 * others; each file is read at most once, so this ends.
 */
final class ConfigurationFiles {
    /** The keys that several files may have: an array is continued, and a table may get further keys. */
    private static final Set<String> SHARED = Set.of("listeners", "routers");

    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

    private final Variables variables;
    private final Problems problems;
    private final SizeLimit size = new SizeLimit();

    /** The files read so far, in their order. */
    private final List<Path> files = new ArrayList<>();

    /** The place that includes each of them, by its real path; of the first, its top. */
    private final Map<Path, Place> includedAt = new HashMap<>();

    /** The files that are being read: each includes the next one. */
    private final List<Path> open = new ArrayList<>();

    ConfigurationFiles(Variables variables, Problems problems) {
        this.variables = variables;
        this.problems = problems;
    }

    /** The files read, the configuration file first. */
    List<Path> files() {
        return List.copyOf(files);
    }

    /** The top-level table of all files; throws if one of them is broken, since reading only part would mislead. */
    Table read(Path file) {
        includedAt.put(real(file), Place.top(file));
        Table all = readOne(file);
        problems.throwIfAny();
        return all;
    }

    private Table readOne(Path file) {
        files.add(file);
        problems.startFile(file);
        open.add(file);
        Table own = new TomlFile(file, variables, problems).read(size);
        List<Node> patterns = problems.attempt(
                () -> own.oneOrMore("include", "a file, or an array of files such as [\"conf.d/*.toml\"]"), List.of());
        Table all = own.rest();
        for (Node pattern : patterns) {
            for (Path included : problems.attempt(() -> matching(pattern), List.<Path>of())) {
                if (problems.attempt(() -> claim(included, pattern.place()), false)) {
                    all = all.joined(readOne(included), SHARED, problems);
                }
            }
        }
        open.removeLast();
        return all;
    }

    /** The file that is named, or those that match, sorted by name. */
    private static List<Path> matching(Node pattern) {
        String text = pattern.as(Kind.NAME);
        int name = text.lastIndexOf('/') + 1;
        Path folder = pattern.as(_ -> folder(pattern.place(), text.substring(0, name)));
        return pattern.as(_ -> matching(folder, text.substring(name)));
    }

    private static Path folder(Place place, String folder) {
        if (WILDCARD.matcher(folder).find()) {
            throw new IllegalArgumentException("must have wildcards only in the last part of the path");
        }
        return place.file().resolveSibling(folder);
    }

    private static List<Path> matching(Path folder, String name) {
        if (!WILDCARD.matcher(name).find()) {
            Path file = folder.resolve(name);
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new IllegalArgumentException("there is no file " + file);
            }
            return List.of(file);
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, name)) {
            entries.forEach(files::add);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "must be a pattern such as \"*.toml\": " + wrong.getDescription(), wrong);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no folder " + folder + "; create it, or remove this", missing);
        } catch (IOException | DirectoryIteratorException failed) {
            throw new IllegalArgumentException("the folder " + folder + " can't be listed: " + failed, failed);
        }
        // As in a shell, "*" does not match hidden files, such as those of editors.
        files.removeIf(file -> fileName(file).startsWith(".") && !name.startsWith("."));
        files.sort(Comparator.comparing(ConfigurationFiles::fileName));
        return files;
    }

    private boolean claim(Path file, Place where) {
        Place before = includedAt.putIfAbsent(real(file), where);
        if (before == null) {
            return true;
        }
        throw new WrongSetting(new Problem(where, "includes " + file + already(file, before)), null);
    }

    private String already(Path file, Place before) {
        int start = 0;
        while (start < open.size() && !real(open.get(start)).equals(real(file))) {
            start++;
        }
        if (start == open.size()) {
            return ", which " + before + " includes as well; keep one of the two";
        }
        StringBuilder cycle = new StringBuilder(" again; remove one include of this cycle: ").append(open.get(start));
        for (Path next : open.subList(start + 1, open.size())) {
            cycle.append(" includes ").append(next);
        }
        return cycle.append(" includes ").append(file).toString();
    }

    /** Without symbolic links, to recognize a file under another name. */
    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException unreadable) {
            // Reported when the file is read.
            return file.toAbsolutePath().normalize();
        }
    }

    private static String fileName(@Nullable Path file) {
        return file == null ? "" : String.valueOf(file.getFileName());
    }
}
