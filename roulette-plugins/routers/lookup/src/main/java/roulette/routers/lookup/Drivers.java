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
 * The JDBC drivers that lie beside this router. {@code DriverManager} is passed by: it looks for drivers once, in the
 * first class loader that asks.
 */
final class Drivers {
    private static final String BIND_ADDRESS = "h2.bindAddress";

    private Drivers() {}

    /** The driver for this URL. */
    static Optional<Driver> find(String url) throws SQLException {
        if (url.startsWith("jdbc:h2:") && System.getProperty(BIND_ADDRESS) == null) {
            // A database of H2 that other processes may use (AUTO_SERVER) would listen on all interfaces.
            System.setProperty(BIND_ADDRESS, "localhost");
        }
        for (Driver driver : all()) {
            if (driver.acceptsURL(url)) {
                return Optional.of(driver);
            }
        }
        return Optional.empty();
    }

    /** Their classes, for messages. */
    static List<String> names() {
        return all().stream().map(driver -> driver.getClass().getName()).toList();
    }

    private static List<Driver> all() {
        List<Driver> drivers = new ArrayList<>();
        ServiceLoader.load(Driver.class, Drivers.class.getClassLoader()).forEach(drivers::add);
        return drivers;
    }

    /** Drivers enter themselves into the JDK's list, which would keep this plugin in memory for ever. */
    static void forget() throws SQLException {
        for (Enumeration<Driver> all = DriverManager.getDrivers(); all.hasMoreElements(); ) {
            Driver driver = all.nextElement();
            if (driver.getClass().getClassLoader() == Drivers.class.getClassLoader()) {
                DriverManager.deregisterDriver(driver);
            }
        }
    }
}
