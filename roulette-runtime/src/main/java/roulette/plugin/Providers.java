package roulette.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Spliterator;
import roulette.api.Router;

/**
 * The router classes that a plugin declares, not yet initialized.
 *
 * @param types those that could be loaded, by the plugin's own class loader; what came from the host is left out
 * @param failures why others could not
 * @param cutShort whether there were so many failures in a row that the rest was not looked at
 */
record Providers(List<Class<? extends Router>> types, List<Throwable> failures, boolean cutShort) {
    /** After so many failures in a row the service loader is taken to be unable to get past one of them. */
    private static final int PATIENCE = 100;

    static Providers of(ClassLoader loader) {
        List<Class<? extends Router>> types = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        Spliterator<ServiceLoader.Provider<Router>> providers =
                ServiceLoader.load(Router.class, loader).stream().spliterator();
        int failuresInARow = 0;
        boolean more = true;
        while (more && failuresInARow < PATIENCE) {
            try {
                // Linkage errors escape from the search for the next provider, configuration errors from taking it;
                // after either the next attempt goes on with the next provider.
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
