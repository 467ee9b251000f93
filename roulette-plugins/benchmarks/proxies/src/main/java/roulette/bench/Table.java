package roulette.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A text table that is also valid Markdown. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        this(List.of(heads));
    }

    Table(List<String> heads) {
        row(heads);
    }

    void row(String... cells) {
        row(List.of(cells));
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    /** The first column is text, the others are numbers. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.getFirst().size(); column++) {
                int width = width(column);
                String cell = rows.get(row).get(column);
                String blanks = " ".repeat(width - cell.length());
                text.append("| ")
                        .append(column == 0 ? cell + blanks : blanks + cell)
                        .append(' ');
            }
            text.append("|\n");
            if (row == 0) {
                for (int column = 0; column < rows.getFirst().size(); column++) {
                    String line = "-".repeat(width(column));
                    text.append("| ").append(column == 0 ? line + " " : line + ":");
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    /** Three significant digits. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    /** The median, with the range of the rounds. */
    static String ratio(Spread spread) {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", spread.median(), spread.lowest(), spread.highest());
    }

    static String megabytes(double bytes) {
        return number(bytes / 1e6) + " MB";
    }
}
