package roulette.accesslog;

import roulette.net.AccessRecord;

/** What a line looks like. Both have the same keys in the same order; neither ever spans two lines. */
public enum Format {
    /** {@code key=value}, with blanks between; absent values are {@code -}; what could be mistaken is quoted. */
    TEXT {
        @Override
        Fields line() {
            return new TextFields();
        }
    },
    /** One JSON object (RFC 8259) in ASCII; absent values are left out. */
    JSON {
        @Override
        Fields line() {
            return new JsonFields();
        }
    };

    /** An empty line of this form. */
    abstract Fields line();

    /** The line of a connection, with its end of line. */
    String line(AccessRecord connection) {
        Fields line = line();
        line.text("time", Numbers.time(connection.accepted()));
        line.text("listener", connection.listener());
        line.text("client", Numbers.address(connection.client()));
        if (!connection.peer().equals(connection.client())) {
            line.text("peer", Numbers.address(connection.peer()));
        }
        line.text("router", connection.router());
        line.text("decision", connection.decision());
        connection.target().ifPresentOrElse(target -> line.text("target", target), () -> line.absent("target"));
        connection
                .address()
                .map(Numbers::address)
                .filter(address -> !connection.target().orElse("").equals(address))
                .ifPresent(address -> line.text("address", address));
        if (!connection.tried().isEmpty()) {
            line.text("tried", String.join(",", connection.tried()));
        }
        connection
                .routing()
                .ifPresentOrElse(time -> line.number("route_ms", Numbers.millis(time)), () -> line.absent("route_ms"));
        connection
                .connecting()
                .ifPresentOrElse(
                        time -> line.number("connect_ms", Numbers.millis(time)), () -> line.absent("connect_ms"));
        line.number("up", Long.toString(connection.bytesUp()));
        line.number("down", Long.toString(connection.bytesDown()));
        line.number("ms", Numbers.millis(connection.duration()));
        line.text("end", connection.ending());
        if (!connection.reason().isEmpty()) {
            line.text("reason", connection.reason());
        }
        return line.end();
    }

    /** A line that says how many were dropped before it. */
    String dropped(long count) {
        Fields line = line();
        line.number("dropped", Long.toString(count));
        return line.end();
    }
}
