package roulette.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import roulette.api.Router;

/** {@link FirstLetterRouter} as a plugin. */
final class FirstLetterJar {
    private FirstLetterJar() {}

    static void writeTo(Path plugins) throws IOException {
        Files.createDirectories(plugins);
        String entry = FirstLetterRouter.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("first-letter.jar")));
                InputStream type = Objects.requireNonNull(
                        FirstLetterRouter.class.getClassLoader().getResourceAsStream(entry))) {
            jar.putNextEntry(new ZipEntry(JarFile.MANIFEST_NAME));
            manifest().write(jar);
            jar.putNextEntry(new ZipEntry(entry));
            type.transferTo(jar);
            jar.putNextEntry(new ZipEntry("META-INF/services/roulette.api.Router"));
            jar.write(FirstLetterRouter.class.getName().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Has the version of the API, unless the API is not in a jar here. */
    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        String version = Router.class.getPackage().getImplementationVersion();
        if (version != null) {
            manifest.getMainAttributes().putValue("Roulette-Api-Version", version);
        }
        return manifest;
    }
}
