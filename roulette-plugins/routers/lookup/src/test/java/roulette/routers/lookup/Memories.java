package roulette.routers.lookup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import org.h2.Driver;

/** An in-memory H2 database with a table of routes, which exists until closed. */
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

    /** The same with the usual query. */
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
        // Closed routers deregister the driver from the JDK.
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
