package roulette.routers.lookup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections to one database. The only class that holds the password and the URL. Thread-safe. */
final class Connections {
    private static final int GRACE_MILLIS = 1000;

    private final Driver driver;
    private final String url;
    private final @Nullable H2Url embedded;
    private final Properties properties;
    private final Script script;
    private final Duration timeout;

    /** @param embedded the URL's database, if this process opens its files itself */
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

    /** Properties in the URL take precedence. */
    private static Properties properties(String url, int seconds) {
        Properties properties = new Properties();
        if (url.startsWith("jdbc:postgresql:")) {
            String limit = Integer.toString(seconds);
            properties.setProperty("loginTimeout", limit);
            properties.setProperty("connectTimeout", limit);
            properties.setProperty("cancelSignalTimeout", limit);
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("ApplicationName", "roulette");
            // The server infers a parameter's type from the comparison: an address, a number, a boolean.
            properties.setProperty("stringtype", "unspecified");
        }
        return properties;
    }

    /** Creates missing files of an embedded database. Call it before the first connection. */
    void makeFiles() throws IOException, PrivateFiles.ExposedException {
        if (embedded != null) {
            PrivateFiles.make(embedded);
        }
    }

    /** A connection on which the script may not have been run. The caller closes it. */
    Connection open() throws SQLException {
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException("the driver does not accept the URL");
        }
        try {
            // Limits how long an unresponsive server can block a connection.
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.toMillis()) + GRACE_MILLIS);
        } catch (SQLFeatureNotSupportedException e) {
            // Fall back to the statement's own timeout.
            return connection;
        } catch (SQLException | RuntimeException | Error e) {
            close(connection, e);
            throw e;
        }
        return connection;
    }

    /** Runs the script, if not yet done. */
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

    /** Closes a connection after a failure, which the caller rethrows. */
    private static void close(Connection connection, Throwable failure) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
