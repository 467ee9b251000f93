package roulette.bench;

import java.util.List;
import java.util.Locale;

/** A chart of each proxy's CPU time per work, relative to the base: shorter is better, lines show the spread. */
final class Chart {
    private static final int LEFT = 300;
    private static final int PLOT = 560;
    private static final int RIGHT = 40;
    private static final int TOP = 70;
    private static final int BAR = 14;
    private static final int BETWEEN = 14;
    private static final List<String> COLOURS =
            List.of("#9aa5b1", "#5b8def", "#e0a458", "#7cb87c", "#b07cc6", "#c96b6b");

    private final Results results;
    private final String base;
    private final StringBuilder svg = new StringBuilder();

    private Chart(Results results, String base) {
        this.results = results;
        this.base = base;
    }

    /** The chart as SVG, of all works that have a cost. */
    static String of(Results results, String base) {
        return new Chart(results, base).draw();
    }

    private String draw() {
        List<Work> works =
                results.works().stream().filter(work -> !work.onlyLatency()).toList();
        List<String> proxies = works.stream()
                .flatMap(work -> results.proxies(work).stream())
                .distinct()
                .toList();
        int group = proxies.size() * BAR + BETWEEN;
        int height = TOP + works.size() * group + 40;
        double most = works.stream()
                .flatMap(work -> results.proxies(work).stream()
                        .map(proxy -> cost(work, proxy).highest()))
                .reduce(1.0, Math::max);
        int whole = (int) Math.ceil(most);

        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">",
                LEFT + PLOT + RIGHT, height);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
        add("<text x=\"12\" y=\"24\" font-size=\"16\">CPU for each unit of work, as a ratio to %s</text>", base);
        legend(proxies);
        for (int step = 0; step <= 2 * whole; step++) {
            double x = x(step / 2.0, whole);
            add(
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>",
                    x, TOP - 6, x, height - 28, step == 2 ? "#555" : "#ddd");
            add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.1f</text>", x, height - 12, step / 2.0);
        }
        int y = TOP;
        for (Work work : works) {
            add(
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                    LEFT - 10, y + proxies.size() * BAR / 2 + 4, work.title());
            for (int i = 0; i < proxies.size(); i++) {
                if (results.proxies(work).contains(proxies.get(i))) {
                    bar(cost(work, proxies.get(i)), y + i * BAR, COLOURS.get(i % COLOURS.size()), whole);
                }
            }
            y += group;
        }
        add("</svg>");
        return svg.toString();
    }

    private void legend(List<String> proxies) {
        int x = LEFT;
        for (int i = 0; i < proxies.size(); i++) {
            add("<rect x=\"%d\" y=\"36\" width=\"12\" height=\"12\" fill=\"%s\"/>", x, COLOURS.get(i % COLOURS.size()));
            add("<text x=\"%d\" y=\"46\">%s</text>", x + 16, proxies.get(i));
            x += 100;
        }
    }

    private void bar(Spread cost, int y, String colour, int whole) {
        double end = x(cost.median(), whole);
        add("<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>", LEFT, y, end - LEFT, BAR - 2, colour);
        int middle = y + BAR / 2 - 1;
        add(
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#222\"/>",
                x(cost.lowest(), whole), middle, x(cost.highest(), whole), middle);
        add(
                "<text x=\"%.1f\" y=\"%d\" font-size=\"10\">%.2f</text>",
                x(cost.highest(), whole) + 4, y + BAR - 4, cost.median());
    }

    private Spread cost(Work work, String proxy) {
        return results.ratio(work, proxy, base, figures -> figures.cost(work.unit()));
    }

    private static double x(double ratio, int whole) {
        return LEFT + PLOT * ratio / whole;
    }

    private void add(String element, Object... values) {
        svg.append(String.format(Locale.ROOT, element, values)).append('\n');
    }
}
