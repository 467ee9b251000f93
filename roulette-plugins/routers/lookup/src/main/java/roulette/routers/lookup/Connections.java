package roulette.routers.lookup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections to one database. It is the only place that knows the password, and the URL. For any thread. */
final class Connections {
    private static final int GRACE_MILLIS = 1000;

    private final Driver driver;
    private final String url;
    private final @Nullable H2Url embedded;
    private final Properties properties;
    private final Script script;
    private final Duration timeout;

    /** @param embedded the database of the URL, where this process opens its files itself */
    Connections(
            Driver driver,
            String url,
            @Nullable H2Url embedded,
            String user,
            String password,
            Script script,
            Duration timeout) {
        this.driver = driver;
        this.url = url;
        this.embedded = embedded;
        this.script = script;
        this.timeout = timeout;
        properties = properties(url, Math.toIntExact(Timeouts.seconds(timeout)));
        properties.setProperty("user", user);
        properties.setProperty("password", password);
    }

    /** Where the URL says something else, that counts. */
    private static Properties properties(String url, int seconds) {
        Properties properties = new Properties();
        if (url.startsWith("jdbc:postgresql:")) {
            String limit = Integer.toString(seconds);
            properties.setProperty("loginTimeout", limit);
            properties.setProperty("connectTimeout", limit);
            properties.setProperty("cancelSignalTimeout", limit);
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("ApplicationName", "roulette");
            // The server takes a parameter as what it is compared with: an address, a number, a truth.
            properties.setProperty("stringtype", "unspecified");
        }
        return properties;
    }

    /** Makes the files of an embedded database where they are missing. Before the first connection. */
    void makeFiles() throws IOException, PrivateFiles.ExposedException {
        if (embedded != null) {
            PrivateFiles.make(embedded);
        }
    }

    /** A connection on which the script may not have been run. The caller closes it. */
    Connection open() throws SQLException {
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException("the driver does not take the URL");
        }
        try {
            // A server that hangs must not hold a connection for ever.
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.toMillis()) + GRACE_MILLIS);
        } catch (SQLFeatureNotSupportedException e) {
            // Then the statement's own timeout has to do.
            return connection;
        } catch (SQLException | RuntimeException | Error e) {
            close(connection, e);
            throw e;
        }
        return connection;
    }

    /** Runs the script, unless that was done. */
    void prepare(Connection connection) throws SQLException {
        script.run(connection);
    }

    /** A connection to a database on which the script was run. The caller closes it. */
    Connection openPrepared() throws SQLException {
        Connection connection = open();
        try {
            prepare(connection);
        } catch (SQLException | RuntimeException | Error e) {
            close(connection, e);
            throw e;
        }
        return connection;
    }

    /** Closes a connection because of a failure, which is thrown afterwards. */
    private static void close(Connection connection, Throwable failure) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
