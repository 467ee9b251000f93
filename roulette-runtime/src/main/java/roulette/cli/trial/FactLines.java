package roulette.cli.trial;

import java.io.PrintWriter;
import roulette.text.OneLine;

/** Prints facts, each on a line after its label. */
public final class FactLines {
    private static final int LONGEST = 2000;

    private final PrintWriter out;
    private boolean begun;

    public FactLines(PrintWriter out) {
        this.out = out;
    }

    public void print(String label, String fact) {
        begun = true;
        out.printf("%-10s %s%n", label, shortened(fact));
    }

    /** Prints an empty line between two groups of facts; nothing before the first. */
    public void gap() {
        if (begun) {
            out.println();
        }
    }

    static String shortened(String fact) {
        String text = OneLine.of(fact);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ... (shortened)";
    }
}
