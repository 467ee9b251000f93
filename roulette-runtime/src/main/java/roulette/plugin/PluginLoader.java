package roulette.plugin;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of one plugin: delegates to {@link HostView}, then loads from the plugin's own jars in their order.
 *
 * <p>It shares no open jar with another loader. A jar may be deleted, or replaced by renaming, while this loader still
 * loads classes from the old one; a jar that is overwritten in place gives no further classes. Resources bypass the
 * cache of {@link java.net.JarURLConnection}, in which a later loader of the same path would find the old jar, so they
 * come from the file as it is when they are read.
 */
final class PluginLoader extends URLClassLoader {
    private static final URLStreamHandler UNCACHED = new URLStreamHandler() {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            URLConnection connection = URI.create(url.toExternalForm()).toURL().openConnection();
            connection.setUseCaches(false);
            return connection;
        }
    };

    static {
        registerAsParallelCapable();
    }

    private PluginLoader(String name, URL[] jars, HostView host) {
        super(name, jars, host);
    }

    /** @param name its name in stack traces */
    static PluginLoader of(String name, List<Path> jars, HostView host) {
        return new PluginLoader(name, jars.stream().map(PluginLoader::url).toArray(URL[]::new), host);
    }

    /**
     * Called for classes that the host does not show. Refuses the API's package, so that a bundled copy is never used.
     */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (HostView.isApi(name)) {
            throw new ClassNotFoundException(name);
        }
        return super.findClass(name);
    }

    @Override
    public @Nullable URL findResource(String name) {
        URL resource = super.findResource(name);
        return resource == null ? null : uncached(resource);
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        return Collections.enumeration(Collections.list(super.findResources(name)).stream()
                .map(PluginLoader::uncached)
                .toList());
    }

    private static URL uncached(URL resource) {
        try {
            return URL.of(URI.create(resource.toExternalForm()), UNCACHED);
        } catch (MalformedURLException e) {
            throw new IllegalStateException(resource.toExternalForm(), e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("every path of the default file system has a URL", e);
        }
    }
}
