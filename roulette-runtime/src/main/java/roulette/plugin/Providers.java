package roulette.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Spliterator;
import roulette.api.Router;

/**
 * The router classes that a plugin declares, not yet initialized.
 *
 * @param types those loaded by the plugin's own class loader; without those from the host
 * @param failures why others could not be loaded
 * @param cutShort whether reading stopped after too many failures in a row
 */
record Providers(List<Class<? extends Router>> types, List<Throwable> failures, boolean cutShort) {
    /** After so many failures in a row the service loader is taken to be stuck at one of them. */
    private static final int MOST_FAILURES = 100;

    static Providers of(ClassLoader loader) {
        List<Class<? extends Router>> types = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        Spliterator<ServiceLoader.Provider<Router>> providers =
                ServiceLoader.load(Router.class, loader).stream().spliterator();
        int failuresInARow = 0;
        boolean more = true;
        while (more && failuresInARow < MOST_FAILURES) {
            try {
                // Linkage errors come from finding the next provider, configuration errors from reading it; after
                // either the next call continues with the next provider.
                more = providers.tryAdvance(provider -> types.add(provider.type()));
                failuresInARow = 0;
            } catch (Throwable failure) {
                failures.add(failure);
                failuresInARow++;
            }
        }
        types.removeIf(type -> !loader.equals(type.getClassLoader()));
        return new Providers(List.copyOf(types), List.copyOf(failures), more);
    }

    boolean isEmpty() {
        return types.isEmpty() && failures.isEmpty();
    }
}
