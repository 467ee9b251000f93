package roulette.routers.lookup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** SQL that is run once, on the first connection that is to be had. */
final class Script {
    static final Script NONE = new Script("");

    private final String sql;
    private final Lock lock = new ReentrantLock();
    private volatile boolean done;

    private Script(String sql) {
        this.sql = sql;
        done = sql.isBlank();
    }

    static Script read(Path file) throws IOException {
        return new Script(Files.readString(file));
    }

    /** Runs it unless that was done. The next connection tries again where it fails. */
    void run(Connection connection) throws SQLException {
        if (done) {
            return;
        }
        lock.lock();
        try {
            if (!done) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
                done = true;
            }
        } finally {
            lock.unlock();
        }
    }
}
