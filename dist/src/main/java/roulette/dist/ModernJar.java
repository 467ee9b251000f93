package roulette.dist;

import static java.lang.classfile.ClassFile.JAVA_7_VERSION;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Rewrites a jar whose class files are too old for Java's caches: they have no stack maps, so the verifier must infer
 * the types at each start. The code stays the same.
 */
final class ModernJar {
    private ModernJar() {}

    /** Leaves a jar unchanged if its classes can be cached as they are. */
    static void rewrite(Path file) throws IOException {
        Path rewritten = file.resolveSibling(file.getFileName() + ".new");
        FileTime time = Files.getLastModifiedTime(file);
        boolean old = false;
        try (JarFile jar = new JarFile(file.toFile());
                URLClassLoader classes =
                        new URLClassLoader(new URL[] {file.toUri().toURL()});
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(rewritten))) {
            ClassFile format = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)
                            .orElse(ClassHierarchyResolver.defaultResolver())));
            for (JarEntry entry : Collections.list(jar.entries())) {
                byte[] bytes = jar.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".class")) {
                    ClassModel model = format.parse(bytes);
                    if (model.majorVersion() < JAVA_7_VERSION) {
                        bytes = format.transformClass(model, modern());
                        old = true;
                    }
                }
                JarEntry copy = new JarEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                out.write(bytes);
                out.closeEntry();
            }
        }
        if (old) {
            Files.move(rewritten, file, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(file, time);
        } else {
            Files.delete(rewritten);
        }
    }

    private static ClassTransform modern() {
        return ClassTransform.transformingMethodBodies(CodeBuilder::with).andThen((builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(JAVA_7_VERSION, 0);
            } else {
                builder.with(element);
            }
        });
    }
}
