package roulette.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import roulette.api.Router;

/**
 * Facts about a jar, read without loading a class of it.
 *
 * @param listsRouters whether it has the file {@link #SERVICES}
 * @param moduleProviders the routers that its module declaration provides, if it does not have that file
 * @param bundlesApi whether it contains classes of {@code roulette.api}
 * @param apiVersion the attribute {@link ApiVersion#ATTRIBUTE} of its manifest
 * @param classPath the attribute {@code Class-Path} of it
 */
record JarFacts(
        boolean listsRouters,
        List<String> moduleProviders,
        boolean bundlesApi,
        Optional<String> apiVersion,
        Optional<String> classPath) {
    /** The file of a jar that names its router classes, one per line. */
    static final String SERVICES = "META-INF/services/" + Router.class.getName();

    /** Limit of a manifest; those of the largest signed libraries have 1 MB, and Java keeps all of it in memory. */
    private static final long LARGEST_MANIFEST = 8 << 20;

    /** Limit of the list of routers, which has a line for each. */
    private static final long LARGEST_SERVICES = 1 << 20;

    private static final String API_PATH = Router.class.getPackageName().replace('.', '/') + "/";

    /** @throws IOException if it is not a readable, complete jar */
    static JarFacts read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "it is not a regular file");
        }
        if (!Files.isReadable(file)) {
            throw new AccessDeniedException(file.toString());
        }
        try (JarFile jar = new JarFile(file.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
            ZipEntry services = jar.getEntry(SERVICES);
            requireSmaller(LARGEST_SERVICES, jar, services, "list of routers, " + SERVICES + ",");
            boolean bundlesApi = jar.versionedStream()
                    .map(JarEntry::getName)
                    .anyMatch(name -> name.startsWith(API_PATH)
                            && name.endsWith(".class")
                            && name.indexOf('/', API_PATH.length()) < 0);
            Attributes manifest = manifest(jar);
            return new JarFacts(
                    services != null,
                    services == null ? moduleProviders(jar) : List.of(),
                    bundlesApi,
                    Optional.ofNullable(manifest.getValue(ApiVersion.ATTRIBUTE)),
                    Optional.ofNullable(manifest.getValue(Attributes.Name.CLASS_PATH)));
        }
    }

    /** An unreadable declaration counts as providing nothing: reading it would only make a warning more precise. */
    private static List<String> moduleProviders(JarFile jar) throws IOException {
        JarEntry declaration = jar.getJarEntry("module-info.class");
        if (declaration == null) {
            return List.of();
        }
        try (InputStream bytes = jar.getInputStream(declaration)) {
            return ModuleDescriptor.read(bytes).provides().stream()
                    .filter(provides -> provides.service().equals(Router.class.getName()))
                    .flatMap(provides -> provides.providers().stream())
                    .toList();
        } catch (InvalidModuleDescriptorException _) {
            return List.of();
        }
    }

    private static void requireSmaller(long most, JarFile jar, @Nullable ZipEntry entry, String what)
            throws FileSystemException {
        if (entry != null && entry.getSize() > most) {
            throw new FileSystemException(
                    jar.getName(),
                    null,
                    "its %s has %d MB, but at most %d MB are allowed; rebuild it without the entries it does not need"
                            .formatted(what, entry.getSize() >> 20, most >> 20));
        }
    }

    /** The main attributes; none if there is no manifest. */
    private static Attributes manifest(JarFile jar) throws IOException {
        ZipEntry entry = jar.getEntry(JarFile.MANIFEST_NAME);
        requireSmaller(LARGEST_MANIFEST, jar, entry, "manifest");
        Manifest manifest = jar.getManifest();
        return manifest == null ? new Attributes() : manifest.getMainAttributes();
    }
}
