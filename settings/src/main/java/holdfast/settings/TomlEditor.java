package holdfast.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes single values of {@code settings.toml} and leaves every other character as it is:
 * comments, order, spelling, blank lines. Works on one text; not for use by several threads.
 *
 * <p>It understands tables and dotted keys as people write them, not inline tables; whoever edits
 * reads the result again and compares.
 */
final class TomlEditor {
    /**
     * One thing that a file says: a setting, by our name, in a scope's table, or a kept value under
     * its key. Case does not matter.
     */
    record Slot(List<String> table, String name) {
        static Slot of(Scope scope, Setting<?> setting) {
            return new Slot(tableOf(scope), setting.name());
        }

        static Slot of(KeptValue kept) {
            return new Slot(List.of(KEPT, kept.key()), kept.name());
        }

        private List<String> folded() {
            var folded = new ArrayList<String>();
            table.forEach(part -> folded.add(part.toLowerCase(Locale.ROOT)));
            folded.add(name.toLowerCase(Locale.ROOT));
            return folded;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Slot that && folded().equals(that.folded());
        }

        @Override
        public int hashCode() {
            return folded().hashCode();
        }
    }

    private static final String KEPT = "kept";

    private enum Kind {
        HEADER,
        ENTRY,
        OTHER
    }

    /** A line or, where its value goes on, several. */
    private static final class Item {
        private final Kind kind;
        private final List<String> path;
        private String text;
        private int valueStart;
        private int valueEnd;

        Item(Kind kind, List<String> path, String text) {
            this.kind = kind;
            this.path = path;
            this.text = text;
        }
    }

    private final List<Item> items = new ArrayList<>();
    private final String newline;

    TomlEditor(String text) {
        this.newline = text.contains("\r\n") ? "\r\n" : "\n";
        List<String> table = List.of();
        int at = 0;
        while (at < text.length()) {
            int first = at;
            while (first < text.length() && " \t".indexOf(text.charAt(first)) >= 0) {
                first++;
            }
            char c = first < text.length() ? text.charAt(first) : '\n';
            if (c == '[') {
                int end = afterLine(text, first);
                table = TomlKey.inHeader(text.substring(first, end));
                items.add(new Item(Kind.HEADER, table, text.substring(at, end)));
                at = end;
            } else if (c == '#' || c == '\n' || c == '\r') {
                int end = afterLine(text, first);
                items.add(new Item(Kind.OTHER, table, text.substring(at, end)));
                at = end;
            } else {
                at = entry(text, at, first, table);
            }
        }
    }

    private int entry(String text, int start, int first, List<String> table) {
        TomlKey key = TomlKey.read(text, first);
        int valueStart = key.end();
        while (valueStart < text.length() && " \t=".indexOf(text.charAt(valueStart)) >= 0) {
            valueStart++;
        }
        int valueEnd = TomlScan.valueEnd(text, valueStart);
        int end = Math.max(afterLine(text, valueEnd), start + 1);
        var path = new ArrayList<>(table);
        path.addAll(key.parts());
        var item = new Item(Kind.ENTRY, path, text.substring(start, end));
        item.valueStart = valueStart - start;
        item.valueEnd = valueEnd - start;
        items.add(item);
        return end;
    }

    private static int afterLine(String text, int at) {
        return Math.min(TomlScan.lineEnd(text, at) + 1, text.length());
    }

    /** Gives each slot its TOML value, or takes it away where the value is empty. */
    void apply(Map<Slot, Optional<String>> changes) {
        var open = new LinkedHashMap<>(changes);
        var stay = new ArrayList<Item>(items.size());
        for (Item item : items) {
            Slot slot = item.kind == Kind.ENTRY ? slot(item.path) : null;
            Optional<String> value = slot == null ? null : open.get(slot);
            if (value == null) {
                stay.add(item);
                continue;
            }
            open.remove(slot);
            if (value.isPresent()) {
                item.text =
                        item.text.substring(0, item.valueStart)
                                + value.get()
                                + item.text.substring(item.valueEnd);
                stay.add(item);
            }
        }
        items.clear();
        items.addAll(stay);
        open.forEach((slot, value) -> value.ifPresent(text -> insert(slot, text)));
    }

    /** Adds an empty table, if there is none of that path. */
    void addTable(List<String> path) {
        if (headerOf(path) < 0) {
            append("[" + TomlKey.join(path) + "]");
        }
    }

    /** Takes a table away with everything in it, but for the remarks above the next table. */
    void removeTable(List<String> path) {
        var stay = new ArrayList<Item>();
        boolean inside = false;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (item.kind == Kind.HEADER) {
                inside = startsWith(item.path, path);
            }
            boolean own = inside && !(item.kind == Kind.OTHER && belongsToNext(i));
            if (!own && !(item.kind == Kind.ENTRY && startsWith(item.path, path))) {
                stay.add(item);
            }
        }
        items.clear();
        items.addAll(stay);
    }

    /** Whether only remarks stand between this item and the next header. */
    private boolean belongsToNext(int index) {
        for (int i = index; i < items.size(); i++) {
            Item item = items.get(i);
            if (item.kind == Kind.HEADER) {
                return true;
            }
            if (item.kind == Kind.ENTRY || item.text.isBlank()) {
                return false;
            }
        }
        return false;
    }

    private void insert(Slot slot, String value) {
        List<String> table = slot.table();
        List<String> path = new ArrayList<>(table);
        boolean kept = table.getFirst().equals(KEPT);
        List<String> rest = kept ? List.of(slot.name()) : List.of(slot.name().split("\\."));
        path.addAll(rest);
        int header = -1;
        int length = path.size();
        while (header < 0 && length > table.size()) {
            length--;
            header = headerOf(path.subList(0, length));
        }
        if (header < 0) {
            append("[" + TomlKey.join(table) + "]");
            header = items.size() - 1;
            length = table.size();
        }
        int last = header;
        for (int i = header + 1; i < items.size() && items.get(i).kind != Kind.HEADER; i++) {
            last = items.get(i).kind == Kind.ENTRY ? i : last;
        }
        endWithNewline(items.get(last));
        String line = TomlKey.join(path.subList(length, path.size())) + " = " + value + newline;
        items.add(last + 1, new Item(Kind.ENTRY, path, line));
    }

    private void append(String header) {
        if (!items.isEmpty()) {
            endWithNewline(items.getLast());
            if (!items.getLast().text.isBlank()) {
                items.add(new Item(Kind.OTHER, List.of(), newline));
            }
        }
        items.add(new Item(Kind.HEADER, TomlKey.inHeader(header), header + newline));
    }

    private void endWithNewline(Item item) {
        if (!item.text.endsWith("\n")) {
            item.text += newline;
        }
    }

    private int headerOf(List<String> path) {
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (item.kind == Kind.HEADER
                    && item.path.size() == path.size()
                    && startsWith(item.path, path)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(List<String> path, List<String> prefix) {
        if (path.size() < prefix.size()) {
            return false;
        }
        for (int i = 0; i < prefix.size(); i++) {
            if (!path.get(i).equalsIgnoreCase(prefix.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** What an entry is about, whatever name the file gives it. */
    private static @Nullable Slot slot(List<String> path) {
        String word = path.getFirst();
        int depth = word.equals("machine") || word.equals("policy") ? 1 : 2;
        if (path.size() <= depth) {
            return null;
        }
        List<String> table = List.copyOf(path.subList(0, depth));
        String name = String.join(".", path.subList(depth, path.size()));
        if (word.equals(KEPT)) {
            return new Slot(table, name);
        }
        return Catalogue.find(name).map(setting -> new Slot(table, setting.name())).orElse(null);
    }

    /** The path of a scope's table. */
    static List<String> tableOf(Scope scope) {
        return switch (scope) {
            case Scope.Machine _, Scope.Policy _ -> List.of(scope.kind().word());
            case Scope.User(var name) -> List.of(scope.kind().word(), name);
            case Scope.Connection(var name) -> List.of(scope.kind().word(), name);
            case Scope.UserPolicy(var name) -> List.of(scope.kind().word(), name);
        };
    }

    String text() {
        var out = new StringBuilder();
        items.forEach(item -> out.append(item.text));
        return out.toString();
    }
}
