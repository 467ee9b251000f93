package roulette.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import roulette.match.Network;
import roulette.options.NetworkSet;

/** Reads the networks of a key: each is one, or {@code @} and the path of a file that has one per line. */
final class NetworksReader {
    /** More than a whole routing table of the Internet; stops reading of endless files. */
    private static final int MOST_LINES = 5_000_000;

    /** A file of another kind would give a problem for each of its lines. */
    private static final int MOST_PROBLEMS = 10;

    private final Problems problems;

    NetworksReader(Problems problems) {
        this.problems = problems;
    }

    NetworkSet read(Table table, String key) {
        List<Network> networks = new ArrayList<>();
        List<Node> nodes = problems.attempt(
                () -> table.oneOrMore(key, "a network, or an array of networks such as [\"10.0.0.0/8\", \"@file\"]"),
                List.of());
        for (Node node : nodes) {
            String text = problems.attempt(() -> node.as(Kind.NAME), "");
            if (text.startsWith("@")) {
                problems.attempt(
                        () -> {
                            node.as(_ -> fromFile(node.place().folder().resolve(text.substring(1)), networks));
                            return true;
                        },
                        false);
            } else if (!text.isEmpty()) {
                problems.attempt(() -> networks.add(node.as(Kind.NAME.then(Network::parse))), false);
            }
        }
        return NetworkSet.of(networks);
    }

    /** Adds the networks of a file; blank lines and what follows a {@code #} are left out. Returns the file. */
    private Path fromFile(Path file, List<Network> networks) {
        int wrong = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (++number > MOST_LINES) {
                    throw new IllegalArgumentException(
                            file + " has more than " + MOST_LINES + " lines; name another file");
                }
                int comment = line.indexOf('#');
                String text = (comment < 0 ? line : line.substring(0, comment)).strip();
                if (!text.isEmpty()
                        && !add(text, new Position(number, 1), file, networks)
                        && ++wrong == MOST_PROBLEMS) {
                    break;
                }
            }
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no file " + file, missing);
        } catch (AccessDeniedException denied) {
            throw new IllegalArgumentException(file + " can't be read: permission denied", denied);
        } catch (CharacterCodingException broken) {
            throw new IllegalArgumentException(file + " is not UTF-8; save it as UTF-8", broken);
        } catch (IOException failed) {
            throw new IllegalArgumentException(file + " can't be read: " + failed.getMessage(), failed);
        }
        return file;
    }

    private boolean add(String text, Position at, Path file, List<Network> networks) {
        try {
            return networks.add(Network.parse(text));
        } catch (IllegalArgumentException wrong) {
            problems.add(new Problem(new Place(file, "", "", at), String.valueOf(wrong.getMessage())));
            return false;
        }
    }
}
