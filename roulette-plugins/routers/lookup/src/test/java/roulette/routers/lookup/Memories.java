package roulette.routers.lookup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import org.h2.Driver;

/** A database of H2 in memory, with a table of routes, that lives until it is closed. */
final class Memories implements AutoCloseable {
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private final Connection connection;

    private Memories() throws SQLException {
        connection = another();
        run("create table routes (host varchar primary key, target varchar, priority int default 0)");
    }

    static Memories withRoutes() throws SQLException {
        return new Memories();
    }

    /** Settings that select it. */
    String settings() {
        return "url = \"" + url + "\"\npassword = \"secret\"\n";
    }

    /** The same, with the usual question. */
    String byHost() {
        return settings() + "sql = \"select target from routes where host = {host}\"\n";
    }

    Memories route(String host, String target) throws SQLException {
        run("merge into routes (host, target) values ('" + host + "', '" + target + "')");
        return this;
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Connection connection() {
        return connection;
    }

    final Connection another() throws SQLException {
        // Routers that are closed take the driver out of the JDK's list.
        Properties user = new Properties();
        user.setProperty("user", "roulette");
        user.setProperty("password", "secret");
        return new Driver().connect(url, user);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
