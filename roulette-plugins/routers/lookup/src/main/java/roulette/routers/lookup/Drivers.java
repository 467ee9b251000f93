package roulette.routers.lookup;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The JDBC drivers next to this router. {@code DriverManager} is not used: it searches only once, in the class loader
 * of its first caller.
 */
final class Drivers {
    private static final String BIND_ADDRESS = "h2.bindAddress";

    private Drivers() {}

    /** The driver for this URL. */
    static Optional<Driver> find(String url) throws SQLException {
        if (url.startsWith("jdbc:h2:") && System.getProperty(BIND_ADDRESS) == null) {
            // H2 in AUTO_SERVER mode would listen on all interfaces.
            System.setProperty(BIND_ADDRESS, "localhost");
        }
        for (Driver driver : all()) {
            if (driver.acceptsURL(url)) {
                return Optional.of(driver);
            }
        }
        return Optional.empty();
    }

    /** Their class names, for messages. */
    static List<String> names() {
        return all().stream().map(driver -> driver.getClass().getName()).toList();
    }

    private static List<Driver> all() {
        List<Driver> drivers = new ArrayList<>();
        ServiceLoader.load(Driver.class, Drivers.class.getClassLoader()).forEach(drivers::add);
        return drivers;
    }

    /** Drivers register themselves with the JDK, which would keep this plugin in memory forever. */
    static void forget() throws SQLException {
        for (Enumeration<Driver> all = DriverManager.getDrivers(); all.hasMoreElements(); ) {
            Driver driver = all.nextElement();
            if (driver.getClass().getClassLoader() == Drivers.class.getClassLoader()) {
                DriverManager.deregisterDriver(driver);
            }
        }
    }
}
