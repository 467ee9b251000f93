package roulette.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TableTest {
    @Test
    void itIsMarkdownWithTextAlignedLeftAndNumbersRight() {
        Table table = new Table("proxy", "us");
        table.row("a", "1.00");
        table.row("longer", "12.0");
        assertThat(table).hasToString("""
                | proxy  |   us |
                | ------ | ----:|
                | a      | 1.00 |
                | longer | 12.0 |
                """);
    }

    @Test
    void aNumberHasThreeSignificantDigits() {
        assertThat(Table.number(0.256)).isEqualTo("0.26");
        assertThat(Table.number(9.87)).isEqualTo("9.87");
        assertThat(Table.number(57.24)).isEqualTo("57.2");
        assertThat(Table.number(17106.4)).isEqualTo("17,106");
    }

    @Test
    void aRatioIsTheMedianWithItsSpread() {
        assertThat(Table.ratio(new Spread(0.5, 1, 2.25))).isEqualTo("1.00 (0.50 to 2.25)");
    }
}
