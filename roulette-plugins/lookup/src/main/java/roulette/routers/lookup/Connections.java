package roulette.routers.lookup;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** New connections to one database. It is the only place that knows the password, and the URL. */
final class Connections implements DataSource {
    private static final int GRACE_MILLIS = 1000;

    private final Driver driver;
    private final String url;
    private final Properties properties;
    private final Script script;
    private final Duration timeout;
    private volatile Optional<SQLException> lastFailure = Optional.empty();

    Connections(Driver driver, String url, String user, String password, Script script, Duration timeout) {
        this.driver = driver;
        this.url = url;
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

    /** A connection, whatever has become of the script. */
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
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** Runs the script, unless that was done. */
    void prepare(Connection connection) throws SQLException {
        script.run(connection);
    }

    /** For the pool: a connection to a database on which the script was run. */
    @Override
    public Connection getConnection() throws SQLException {
        try {
            Connection connection = prepared();
            lastFailure = Optional.empty();
            return connection;
        } catch (SQLException e) {
            lastFailure = Optional.of(e);
            throw e;
        }
    }

    private Connection prepared() throws SQLException {
        Connection connection = open();
        try {
            prepare(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** Why the last attempt of the pool gave no connection; the pool itself says only that there is none. */
    Optional<SQLException> lastFailure() {
        return lastFailure;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return Math.toIntExact(Timeouts.seconds(timeout));
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("is no wrapper");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
