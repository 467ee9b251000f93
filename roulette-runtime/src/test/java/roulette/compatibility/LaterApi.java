package roulette.compatibility;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A later version of the API, made from the sources of today's: every sealed type has a further kind, every enumeration
 * a further first constant, every interface and decision a further method.
 */
final class LaterApi {
    private static final Path SOURCES = Path.of("..", "roulette-api", "src", "main", "java");

    private final Path sources;
    private final Path classes;

    private LaterApi(Path sources, Path classes) {
        this.sources = sources;
        this.classes = classes;
    }

    /** Compiles it below a folder, and returns the folder of its classes. */
    static Path compile(Path folder) throws IOException {
        LaterApi later = new LaterApi(folder.resolve("sources"), folder.resolve("classes"));
        later.copy();
        later.extend();
        later.compile();
        return later.classes;
    }

    /** Compiles a class against it, into its folder of classes or another one. */
    static void compile(Path api, Path output, String name, String source) throws IOException {
        Path file = output.resolveSibling("source").resolve(name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        javac(List.of("-d", output.toString(), "-cp", api.toString()), List.of(file));
    }

    private void copy() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.toList()) {
                Path copy = sources.resolve(SOURCES.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private void extend() throws IOException {
        // Options and kinds of decisions and answers.
        extend("Decision", "class Forward implements Decision", """
                private static final Options.Key<String> SOURCE = new Options.Key<>("source", String.class);
                public Forward source(String address) { return with(SOURCE, address); }
                public Optional<String> source() { return options.get(SOURCE); }
                """);
        extend("Decision", "sealed interface Decision", """
                static Decision terminate(String name) { return new Terminate(name, Options.NONE); }
                boolean isFinal();
                final class Terminate implements Decision {
                    private final String name;
                    private final Options options;
                    private Terminate(String name, Options options) { this.name = name; this.options = options; }
                    public boolean isFinal() { return true; }
                    public String because() { return options.because(); }
                    public Terminate because(String text) { return new Terminate(name, options.because(text)); }
                    public java.util.Map<String, String> labels() { return options.labels(); }
                    public Terminate label(String key, String value) {
                        return new Terminate(name, options.label(key, value));
                    }
                }
                """);
        for (String kind : List.of("NeedMore", "Forward", "Reply", "Reject implements Decision, Answer", "Delegate")) {
            String declaration = kind.contains(" ") ? kind : kind + " implements Decision";
            extend("Decision", "class " + declaration, "public boolean isFinal() { return false; }");
        }
        change("Answer", "permits ", "permits Answer.Hold, ");
        extend("Answer", "sealed interface Answer", """
                static Hold hold() { return new Hold(); }
                final class Hold implements Answer { private Hold() {} }
                """);
        change("Target", "permits ", "permits Target.Pool, ");
        extend("Target", "sealed interface Target", """
                static Target pool(String name) { return new Pool(name); }
                record Pool(String name) implements Target {}
                """);

        extend("Failure", "enum Failure", "EJECTED(\"its pool has ejected it\"),");
        extend("ProxyProtocol", "enum ProxyProtocol", "V0,");

        // What Roulette makes has further methods, without a default.
        for (String type : List.of("Opening", "Attempt", "Ended", "FromTarget", "Environment", "Settings")) {
            extend(type, "interface " + type, "String later();");
        }
        extend("Router", "interface Router", "default Decision drained(Opening opening) { return Decision.reject(); }");
    }

    /** Inserts members at the beginning of a type. */
    private void extend(String file, String declaration, String members) throws IOException {
        change(file, declaration + "[^{]*\\{", "$0\n" + members.replace("$", "\\$"));
    }

    private void change(String file, String pattern, String replacement) throws IOException {
        Path source = sources.resolve("roulette").resolve("api").resolve(file + ".java");
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(source));
        if (!matcher.find()) {
            throw new IllegalStateException(
                    source + " has no \"" + pattern + "\"; adapt this test to the API's sources");
        }
        Files.writeString(source, matcher.replaceFirst(replacement));
    }

    private void compile() throws IOException {
        Files.createDirectories(classes);
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> units = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .toList();
            javac(List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")), units);
        }
    }

    private static void javac(List<String> options, List<Path> units) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        List<String> all = new ArrayList<>(List.of("-proc:none", "-nowarn"));
        all.addAll(options);
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            if (!compiler.getTask(errors, files, null, all, null, files.getJavaFileObjectsFromPaths(units))
                    .call()) {
                throw new IllegalStateException(errors.toString());
            }
        }
    }
}
