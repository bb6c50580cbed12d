package holdfast.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Figures of one kind: a row each, a column for every product, the aim last. Prints Markdown. */
final class Table {
    private final String title;
    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    private final Map<String, String> aims = new LinkedHashMap<>();
    private final Set<String> columns = new LinkedHashSet<>();

    Table(String title) {
        this.title = title;
    }

    void put(String row, String product, String figure) {
        columns.add(product);
        rows.computeIfAbsent(row, _ -> new LinkedHashMap<>()).put(product, figure);
        System.err.println("  " + product + ", " + row + ": " + figure);
    }

    void aim(String row, String aim) {
        aims.put(row, aim);
    }

    void print(PrintStream out) {
        out.println();
        out.println("### " + title);
        out.println();
        out.println("| | " + String.join(" | ", columns) + " | aim |");
        out.println("|---|" + "---|".repeat(columns.size() + 1));
        rows.forEach((row, figures) -> {
            var line = new StringBuilder("| ").append(row);
            for (String column : columns) {
                line.append(" | ").append(figures.getOrDefault(column, "–"));
            }
            out.println(line.append(" | ").append(aims.getOrDefault(row, "")).append(" |"));
        });
        out.flush();
    }
}
