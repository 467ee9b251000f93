package roulette.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class ResultsTest {
    private final Work work = Work.CONNECTIONS;

    private static Figures figures(double cpuSeconds, long operations) {
        return new Figures(cpuSeconds, operations, 2_000_000_000, 4, 0, new int[] {1, 2, 3, 4});
    }

    @Test
    void theCostOfAnOperationIsInMicroseconds() {
        assertThat(figures(0.5, 1000).cost(Work.Unit.OPERATION)).isEqualTo(500);
        assertThat(figures(0.5, 1000).rate(Work.Unit.OPERATION)).isEqualTo(250);
    }

    @Test
    void theCostOfAGigabyteIsInSeconds() {
        assertThat(figures(0.5, 1).cost(Work.Unit.GIGABYTE)).isEqualTo(0.25);
        assertThat(figures(0.5, 1).rate(Work.Unit.GIGABYTE)).isEqualTo(0.5);
    }

    @Test
    void aRatioComparesTheSameRounds() {
        Results results = new Results();
        results.add(work, "base", figures(1, 10));
        results.add(work, "base", figures(10, 10));
        results.add(work, "other", figures(2, 10));
        results.add(work, "other", figures(20, 10));
        assertThat(results.ratio(work, "other", "base", Figures::cpuSeconds)).isEqualTo(new Spread(2, 2, 2));
    }

    @Test
    void aMissingProxyIsReported() {
        Results results = new Results();
        results.add(work, "base", figures(1, 10));
        results.add(work, "gone", figures(1, 10));
        results.remove(work, "gone");
        assertThat(results.proxies(work)).containsExactly("base");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> results.rounds(work, "gone"))
                .withMessage("gone did not do " + work.name());
    }

    @Test
    void eachRoundIsALineForOtherPrograms() {
        Results results = new Results();
        results.add(work, "base", figures(1.25, 10));
        assertThat(Csv.of(results)).isEqualTo("""
                work,proxy,round,cpu_seconds,operations,bytes,seconds,failures,p50_us,p90_us,p99_us,p999_us
                %s,base,1,1.25,10,2000000000,4.000000,0,1,2,3,4
                """.formatted(work.name()));
    }
}
