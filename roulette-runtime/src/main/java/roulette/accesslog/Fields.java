package roulette.accesslog;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import roulette.net.AccessRecord;
import roulette.text.Addresses;

/** Writes the fields of a line, with their keys, in order. */
final class Fields {
    private final Syntax line;
    private final Timestamps timestamps = new Timestamps();

    Fields(Syntax line) {
        this.line = line;
    }

    /** Writes the line of a connection. */
    void connection(AccessRecord connection) {
        line.begin();
        line.text("time", timestamps.of(connection.accepted()));
        line.text("id", connection.id().get());
        line.text("listener", connection.listener());
        line.text("client", Addresses.text(connection.client()));
        if (!connection.peer().equals(connection.client())) {
            line.text("peer", Addresses.text(connection.peer()));
        }
        line.text("router", connection.router());
        if (!connection.via().isEmpty()) {
            line.list("via", connection.via());
        }
        line.text("decision", connection.decision());
        if (!connection.because().isEmpty()) {
            line.text("because", connection.because());
        }
        if (!connection.labels().isEmpty()) {
            line.map("labels", connection.labels());
        }
        text("target", connection.target());
        if (connection.target().filter(target -> !Addresses.isLiteral(target)).isPresent()) {
            text("address", connection.address().map(Addresses::text));
        }
        if (!connection.tried().isEmpty()) {
            line.list("tried", connection.tried());
        }
        millis("route_ms", connection.routing());
        millis("connect_ms", connection.connecting());
        line.count("up", connection.bytesUp());
        line.count("down", connection.bytesDown());
        line.millis("ms", connection.duration());
        line.text("end", connection.ending());
        if (!connection.reason().isEmpty()) {
            line.text("reason", connection.reason());
        }
        line.end();
    }

    /** Writes the line that reports dropped lines. */
    void dropped(long count) {
        line.begin();
        line.text("time", timestamps.of(Instant.now()));
        line.count("dropped", count);
        line.end();
    }

    private void text(String key, Optional<String> value) {
        if (value.isPresent()) {
            line.text(key, value.get());
        } else {
            line.absent(key);
        }
    }

    private void millis(String key, Optional<Duration> value) {
        if (value.isPresent()) {
            line.millis(key, value.get());
        } else {
            line.absent(key);
        }
    }
}
