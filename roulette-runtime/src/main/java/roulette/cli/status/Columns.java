package roulette.cli.status;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import roulette.text.OneLine;

/** A table for people: the first column is text on the left, the others are aligned as their headings say. */
final class Columns {
    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] right;

    /** @param headings those that begin with {@code >} are for columns aligned to the right */
    Columns(String... headings) {
        right = new boolean[headings.length];
        List<String> first = new ArrayList<>();
        for (int i = 0; i < headings.length; i++) {
            right[i] = headings[i].startsWith(">");
            first.add(right[i] ? headings[i].substring(1) : headings[i]);
        }
        rows.add(first);
    }

    void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(OneLine.of(cell.toString()));
        }
        rows.add(row);
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    /** Each row is a line. */
    @Override
    public String toString() {
        int[] widths = IntStream.range(0, right.length)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n", "", "\n"));
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String space = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? "" : "  ")
                    .append(right[i] ? space : "")
                    .append(row.get(i))
                    .append(right[i] ? "" : space);
        }
        return line.toString().stripTrailing();
    }
}
