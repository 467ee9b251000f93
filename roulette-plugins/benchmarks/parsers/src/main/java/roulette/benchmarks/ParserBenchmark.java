package roulette.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import roulette.parsers.Reading;

/** One parser at a time, each in its own JVM, on a buffer like those that routers receive. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
public class ParserBenchmark {
    /** All subjects; set by JMH. */
    @Param
    public Subject subject = Subject.AMQP;

    private ByteBuffer whole = ByteBuffer.allocate(0);
    private ByteBuffer most = whole;
    private ByteBuffer other = whole;

    /** Creates the buffers, and checks that each gives the expected result. */
    @Setup
    public void lend() {
        byte[] example = subject.example();
        whole = lent(example);
        most = lent(example).limit(example.length - 1);
        other = lent(
                example[0] == 'G' ? Example.hex("1603010200010001fc0303") : Example.text("GET / HTTP/1.1\r\n\r\n"));
        if (!(subject.read(whole) instanceof Reading.Facts)
                || !(subject.read(most) instanceof Reading.Partial)
                || !(subject.read(other) instanceof Reading.NotThis)) {
            throw new IllegalStateException("the example of " + subject + " is none: " + subject.read(whole) + ", "
                    + subject.read(most) + ", " + subject.read(other));
        }
    }

    private static ByteBuffer lent(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
    }

    /** The message is complete. */
    @Benchmark
    public Reading<?> facts() {
        return subject.read(whole);
    }

    /** The last byte is missing. */
    @Benchmark
    public Reading<?> partial() {
        return subject.read(most);
    }

    /** The message is another protocol's. */
    @Benchmark
    public Reading<?> notThis() {
        return subject.read(other);
    }
}
