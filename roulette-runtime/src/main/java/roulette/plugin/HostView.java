package roulette.plugin;

/**
 * The part of the host that plugins see: the classes of the JDK, of {@code roulette.api} and of {@code org.slf4j} with
 * its subpackages. No other class of the host, and none of its resources.
 */
final class HostView extends ClassLoader {
    private static final String API = "roulette.api";
    private static final String LOGGING = "org.slf4j";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host;

    HostView(ClassLoader host) {
        super("host-view", ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    /** Whether a class belongs to the API itself, and so is loaded from the host only. */
    static boolean isApi(String className) {
        return API.equals(packageOf(className));
    }

    /** Called for classes that the JDK does not have. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String itsPackage = packageOf(name);
        if (itsPackage.equals(API) || itsPackage.equals(LOGGING) || itsPackage.startsWith(LOGGING + ".")) {
            return host.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }
}
