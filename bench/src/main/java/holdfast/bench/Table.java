package holdfast.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Figures of one kind: a row each, a column for every product, the ratios of those that can be
 * compared, the aim last. Prints Markdown.
 */
final class Table {
    private final String title;
    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    private final Map<String, Map<String, Double>> values = new LinkedHashMap<>();
    private final Map<String, String> aims = new LinkedHashMap<>();
    private final SequencedSet<String> columns = new LinkedHashSet<>();

    Table(String title) {
        this.title = title;
    }

    void put(String row, String product, String figure) {
        columns.add(product);
        rows.computeIfAbsent(row, _ -> new LinkedHashMap<>()).put(product, figure);
        System.err.println("  " + product + ", " + row + ": " + figure);
    }

    /** A figure that is compared: the ratio of the first product to each other one is printed. */
    void put(String row, String product, String figure, double value) {
        put(row, product, figure);
        values.computeIfAbsent(row, _ -> new LinkedHashMap<>()).put(product, value);
    }

    /** As above, the value written by {@code format}. */
    void put(String row, String product, double value, String format) {
        put(row, product, String.format(Locale.ROOT, format, value), value);
    }

    void aim(String row, String aim) {
        aims.put(row, aim);
    }

    void print(PrintStream out) {
        List<String> heads = new ArrayList<>(columns);
        List<String> compared = compared();
        compared.forEach(peer -> heads.add(columns.getFirst() + " : " + peer));
        heads.add("aim");
        out.println();
        out.println("### " + title);
        out.println();
        out.println("| | " + String.join(" | ", heads) + " |");
        out.println("|---|" + "---|".repeat(heads.size()));
        rows.forEach((row, figures) -> {
            List<String> cells = new ArrayList<>();
            columns.forEach(column -> cells.add(figures.getOrDefault(column, "–")));
            compared.forEach(peer -> cells.add(ratio(row, peer)));
            cells.add(aims.getOrDefault(row, ""));
            out.println("| " + row + " | " + String.join(" | ", cells) + " |");
        });
        out.flush();
    }

    private List<String> compared() {
        return columns.stream()
                .skip(1)
                .filter(peer -> values.values().stream().anyMatch(of -> of.containsKey(peer)))
                .toList();
    }

    private String ratio(String row, String peer) {
        Map<String, Double> of = values.getOrDefault(row, Map.of());
        Double ours = of.get(columns.getFirst());
        Double theirs = of.get(peer);
        return ours == null || theirs == null
                ? "–"
                : String.format(Locale.ROOT, "%.2f", ours / theirs);
    }
}
