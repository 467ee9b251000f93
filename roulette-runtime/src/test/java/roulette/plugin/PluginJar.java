package roulette.plugin;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import roulette.api.Router;

/** Compiles sources into a jar for a test. Sources see the API and the classes that they are compiled against. */
final class PluginJar {
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> absent = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final List<String> services = new ArrayList<>();
    private final Map<String, UnaryOperator<byte[]>> patches = new LinkedHashMap<>();
    private final Manifest manifest = new Manifest();
    private boolean seesApi = true;
    private String pathOption = "-cp";

    PluginJar() {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        ApiVersion.running().ifPresent(version -> andAttribute(ApiVersion.ATTRIBUTE, version.toString()));
    }

    /** A router completed by the given members, and named in META-INF/services. */
    static PluginJar router(String type, String members) {
        return new PluginJar().andRouter(type, members);
    }

    /** A router with only a name. */
    static PluginJar named(String type, String name) {
        return router(type, name(name));
    }

    /** The source of a method name(). */
    static String name(String name) {
        return "public String name() { return \"" + name + "\"; }";
    }

    PluginJar andRouter(String type, String members) {
        return andClass(type, routerSource("public final class", type, members)).andService(type);
    }

    static String routerSource(String kind, String type, String members) {
        int dot = type.lastIndexOf('.');
        return """
                package %s;
                import roulette.api.*;
                %s %s implements Router {
                    public Decision route(Opening opening) throws Exception { return Decision.reject(); }
                    %s
                }
                """.formatted(type.substring(0, dot), kind, type.substring(dot + 1), members);
    }

    PluginJar andClass(String type, String source) {
        sources.put(type, source);
        return this;
    }

    /** A class that the others are compiled against but that is not in the jar. */
    PluginJar without(String type, String source) {
        absent.put(type, source);
        return this;
    }

    PluginJar andService(String line) {
        services.add(line);
        return this;
    }

    PluginJar andEntry(String path, byte[] content) {
        entries.put(path, content);
        return this;
    }

    PluginJar andEntry(String path, String content) {
        return andEntry(path, content.getBytes(StandardCharsets.UTF_8));
    }

    PluginJar andAttribute(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    PluginJar withoutAttribute(String name) {
        manifest.getMainAttributes().remove(new Attributes.Name(name));
        return this;
    }

    /** Changes a class file after it was compiled. */
    PluginJar patched(String type, UnaryOperator<byte[]> change) {
        patches.put(type, change);
        return this;
    }

    /** The sources include roulette.api. */
    PluginJar blindToApi() {
        seesApi = false;
        return this;
    }

    /** The sources have a module declaration. */
    PluginJar withModules() {
        pathOption = "--module-path";
        return this;
    }

    Path write(Path jar) {
        try {
            Files.createDirectories(jar.getParent());
            Map<String, byte[]> content = new LinkedHashMap<>();
            compile().forEach((path, bytes) -> {
                String type =
                        path.substring(0, path.length() - ".class".length()).replace('/', '.');
                if (!absent.containsKey(type)) {
                    content.put(
                            path,
                            patches.getOrDefault(type, UnaryOperator.identity()).apply(bytes));
                }
            });
            if (!services.isEmpty()) {
                content.put(JarFacts.SERVICES, String.join("\n", services).getBytes(StandardCharsets.UTF_8));
            }
            content.putAll(entries);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
                for (Map.Entry<String, byte[]> entry : content.entrySet()) {
                    out.putNextEntry(new ZipEntry(entry.getKey()));
                    out.write(entry.getValue());
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, byte[]> compile() throws IOException {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        if (sources.isEmpty()) {
            return classes;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path output = Files.createTempDirectory("plugin-classes");
        List<Source> units = Stream.of(sources, absent)
                .flatMap(map -> map.entrySet().stream())
                .map(entry -> new Source(entry.getKey(), entry.getValue()))
                .toList();
        String api = Path.of(URI.create(Router.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        List<String> options = List.of(
                "-d", output.toString(), "-proc:none", "-nowarn", pathOption, seesApi ? api : output.toString());
        StringWriter complaints = new StringWriter();
        if (!compiler.getTask(complaints, null, null, options, null, units).call()) {
            throw new IllegalArgumentException(complaints.toString());
        }
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file : files.sorted().toList()) {
                if (Files.isRegularFile(file)) {
                    classes.put(output.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                    Files.delete(file);
                }
            }
        }
        try (Stream<Path> folders = Files.walk(output)) {
            for (Path folder : folders.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(folder);
            }
        }
        return classes;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String type, String text) {
            super(URI.create("string:///" + type.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
