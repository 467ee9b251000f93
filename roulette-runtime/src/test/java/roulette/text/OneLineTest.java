package roulette.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
    @Test
    void safeTextIsUnchanged() {
        assertThat(OneLine.of("Müller said \"hello\", 100 % → 😀 ok"))
                .isEqualTo("Müller said \"hello\", 100 % → 😀 ok");
    }

    @Test
    void controlCharactersAreEscaped() {
        assertThat(OneLine.of("a\r\nb\0c\u001b[31m\u007f\u0085\u2028\u2029\u202e\u200b\ud83d"))
                .isEqualTo("a\\u000d\\u000ab\\u0000c\\u001b[31m\\u007f\\u0085\\u2028\\u2029\\u202e\\u200b\\ud83d");
    }

    @Test
    void blanksAndLineBreaksAreFoldedWhereThatIsAskedFor() {
        assertThat(OneLine.folded(" two\r\n\tlines \u009b2J ")).isEqualTo("two lines \\u009b2J");
    }

    @Test
    void aThrowableWhoseMessageThrowsIsNamedByItsClass() {
        RuntimeException rude = new RuntimeException() {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new IllegalStateException();
            }
        };
        assertThat(OneLine.of(rude)).isEqualTo(rude.getClass().getName());
        assertThat(OneLine.of(new RuntimeException("two\nlines")))
                .isEqualTo("java.lang.RuntimeException: two\\u000alines");
    }

    @Test
    void aLongMessageIsTruncated() {
        assertThat(OneLine.of(new IllegalStateException("x".repeat(100_000))))
                .hasSize(1000 + " ... (shortened)".length())
                .endsWith("xx ... (shortened)");
    }

    @Test
    void aFailedStaticInitializerIsNamedWithItsCause() {
        Throwable first = new ExceptionInInitializerError(new IllegalStateException("no table"));
        assertThat(OneLine.of(first))
                .isEqualTo("java.lang.ExceptionInInitializerError: a static initializer failed: "
                        + "java.lang.IllegalStateException: no table");
        Throwable second = new NoClassDefFoundError("Could not initialize class a.A")
                .initCause(new ExceptionInInitializerError("Exception java.lang.IllegalStateException: no table"));
        assertThat(OneLine.of(second))
                .contains("Could not initialize class a.A", "java.lang.IllegalStateException: no table");
    }
}
