package roulette.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class LastResortTest {
    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 80);

    private final Recorder recorder = new Recorder();

    @Test
    void anAddressIsWrittenAsUsersWriteIt() {
        LastResort.log(recorder, "the connection of {} was closed", CLIENT, new IllegalStateException());
        assertThat(recorder.lines).containsExactly("the connection of 10.0.0.1:80 was closed");
    }

    @Test
    void ifTheStackTraceCanNotBeLoggedTheMessageIsComplete() {
        recorder.failsWithStackTraces = true;
        LastResort.log(recorder, "the connection of {} was closed", CLIENT, new IllegalStateException());
        LastResort.log(recorder, "a task failed", new IllegalStateException());
        assertThat(recorder.lines)
                .containsExactly(
                        "the connection of 10.0.0.1:80 was closed (java.lang.IllegalStateException, which can't be logged)",
                        "a task failed (java.lang.IllegalStateException, which can't be logged)");
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

    /** Records what is logged. */
    private static final class Recorder extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1;
        private final transient List<String> lines = new ArrayList<>();
        private boolean failsWithStackTraces;

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String message,
                Object @Nullable [] arguments,
                @Nullable Throwable throwable) {
            if (failsWithStackTraces && throwable != null) {
                throw new OutOfMemoryError("none to log with, on purpose");
            }
            lines.add(MessageFormatter.basicArrayFormat(message, arguments));
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
