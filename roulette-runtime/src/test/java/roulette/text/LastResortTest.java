package roulette.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class LastResortTest {
    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 80);

    private final Recorder recorder = new Recorder();

    @Test
    void anAddressIsWrittenAsUsersWriteIt() {
        LastResort.log(recorder, "the connection of {} was closed", CLIENT, new IllegalStateException());
        assertThat(recorder.lines).containsExactly("ERROR the connection of 10.0.0.1:80 was closed");
    }

    @Test
    void ifTheStackTraceCanNotBeLoggedTheMessageIsComplete() {
        recorder.failsWithStackTraces = true;
        LastResort.log(recorder, "the connection of {} was closed", CLIENT, new IllegalStateException());
        LastResort.log(recorder, "a task failed", new IllegalStateException());
        assertThat(recorder.lines)
                .containsExactly(
                        "ERROR the connection of 10.0.0.1:80 was closed (java.lang.IllegalStateException, which can't be logged)",
                        "ERROR a task failed (java.lang.IllegalStateException, which can't be logged)");
    }

    @Test
    void anObjectWithoutTextDoesNotPreventTheMessage() {
        recorder.failsWithStackTraces = true;
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("on purpose");
            }
        };
        LastResort.log(recorder, "router {} failed", broken, new IllegalStateException());
        assertThat(recorder.lines)
                .singleElement()
                .asString()
                .contains("router", "failed", "java.lang.IllegalStateException");
    }
}
