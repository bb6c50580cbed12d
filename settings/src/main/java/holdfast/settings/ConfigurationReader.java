package holdfast.settings;

import holdfast.settings.SettingsException.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Reads {@code settings.toml}: tables {@code [machine]}, {@code [policy]}, {@code
 * [connection.NAME]}, {@code [user.NAME]}, {@code [user-policy.NAME]} and {@code [kept."KEY"]}. A
 * file with one fault is refused as a whole, with all its faults.
 */
final class ConfigurationReader {
    /** Far above what a server needs, far below what would hurt. */
    static final int LONGEST = 4 * 1024 * 1024;

    private static final String KEPT = "kept";

    private final String file;
    private final String text;
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> keptNames = new HashSet<>();
    private final Configuration.Builder into = new Configuration.Builder();

    private ConfigurationReader(String file, String text) {
        this.file = file;
        this.text = text;
    }

    static Configuration read(String file, String text) throws SettingsException {
        if (text.isBlank()) {
            return Configuration.EMPTY;
        }
        var reader = new ConfigurationReader(file, text);
        Configuration read = reader.read();
        reader.faults.addAll(ConfigurationRules.faultsOf(read));
        if (!reader.faults.isEmpty()) {
            throw refusal(file, reader.faults);
        }
        return read;
    }

    static SettingsException refusal(String file, List<Fault> faults) {
        var ordered = new ArrayList<>(faults);
        ordered.sort(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column));
        int more = ordered.size() - 1;
        return new SettingsException(
                file,
                "the file is refused as a whole: "
                        + ordered.getFirst()
                        + (more > 0 ? " (and " + more + " more)" : ""),
                "Mend the file; what was in force stays in force",
                ordered);
    }

    private Configuration read() {
        Optional<Fault> tooMuch = tooMuch();
        if (tooMuch.isPresent()) {
            faults.add(tooMuch.get());
            return Configuration.EMPTY;
        }
        TomlParseResult toml;
        try {
            toml = org.tomlj.Toml.parse(text);
        } catch (RuntimeException | AssertionError lost) {
            // Some texts that are no TOML at all make the parser give up instead of reporting them.
            faults.add(new Fault(file, 1, 1, "syntax", "something else", "TOML 1.0"));
            return Configuration.EMPTY;
        }
        for (TomlParseError error : toml.errors()) {
            faults.add(syntaxFault(error));
        }
        if (faults.isEmpty()) {
            for (String word : toml.keySet()) {
                top(toml, word);
            }
        }
        return into.build();
    }

    /** The parser recurses into nested values, and so their depth is bounded before it runs. */
    private Optional<Fault> tooMuch() {
        if (text.length() > LONGEST) {
            String found = text.length() + " characters";
            return Optional.of(new Fault(file, 1, 1, "the file", found, "up to " + LONGEST));
        }
        int depth = TomlScan.depth(text);
        return depth > TomlScan.DEEPEST
                ? Optional.of(
                        new Fault(
                                file,
                                1,
                                1,
                                "the file",
                                "values nested " + depth + " deep",
                                "up to " + TomlScan.DEEPEST))
                : Optional.empty();
    }

    /** The parser's message quotes the line; one that may hold a secret is not repeated. */
    private Fault syntaxFault(TomlParseError error) {
        int line = error.position().line();
        String whole = text.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
        boolean secret = whole.toLowerCase(Locale.ROOT).contains("password");
        String message = secret ? "something else" : String.valueOf(error.getMessage());
        return new Fault(file, line, error.position().column(), "syntax", message, "TOML 1.0");
    }

    private void top(TomlTable toml, String word) {
        List<String> path = List.of(word);
        switch (word) {
            case "machine" -> table(toml, path).ifPresent(t -> values(t, Scope.MACHINE, ""));
            case "policy" -> table(toml, path).ifPresent(t -> values(t, Scope.POLICY, ""));
            case "connection", "user", "user-policy" ->
                    table(toml, path).ifPresent(t -> named(t, word));
            case KEPT -> table(toml, path).ifPresent(this::kept);
            default ->
                    fault(
                            toml.inputPositionOf(path),
                            "[" + word + "]",
                            "\"" + word + "\"",
                            "machine, connection.NAME, user.NAME, policy, user-policy.NAME, kept");
        }
    }

    private void named(TomlTable names, String word) {
        for (String name : names.keySet()) {
            List<String> path = List.of(name);
            TomlPosition at = names.inputPositionOf(path);
            Scope scope =
                    switch (word) {
                        case "connection" -> new Scope.Connection(name);
                        case "user" -> new Scope.User(name);
                        default -> new Scope.UserPolicy(name);
                    };
            Optional<String> refused = ScopeNames.refusal(scope);
            if (refused.isPresent()) {
                fault(at, "[" + word + "]", "\"" + name + "\"", refused.get());
                continue;
            }
            if (scope instanceof Scope.Connection connection) {
                into.define(connection);
            }
            table(names, path).ifPresent(t -> values(t, scope, ""));
        }
    }

    private void values(TomlTable table, Scope scope, String prefix) {
        for (String key : table.keySet()) {
            List<String> path = List.of(key);
            String name = prefix + key;
            TomlPosition at = table.inputPositionOf(path);
            Object value = table.get(path);
            Optional<Setting<?>> setting = Catalogue.find(name);
            if (setting.isPresent()) {
                value(setting.get(), scope, value, at, name);
            } else if (value instanceof TomlTable inner) {
                values(inner, scope, name + ".");
            } else {
                List<String> near = Spelling.near(name, Catalogue.names());
                fault(
                        at,
                        name,
                        "no setting of that name",
                        near.isEmpty() ? "the names of the manual" : String.join(", ", near));
            }
        }
    }

    private <T> void value(
            Setting<T> setting,
            Scope scope,
            @Nullable Object value,
            @Nullable TomlPosition at,
            String name) {
        if (!setting.scopes().contains(scope.kind())) {
            fault(at, name, "it in " + scope, "it in " + ScopeNames.words(setting.scopes()));
            return;
        }
        try {
            T read = setting.type().fromToml(plain(value));
            Origin origin = new Origin(file, line(at), column(at));
            if (into.put(scope, setting, read, origin) != null) {
                fault(at, name, "a second value for " + setting + " in " + scope, "one value");
            }
        } catch (BadValue bad) {
            String found = setting.isSecret() ? "a value that is not shown" : bad.found();
            fault(at, name, found, bad.allowed());
        }
    }

    private static Object plain(@Nullable Object value) {
        if (value instanceof TomlArray array) {
            return array.toList();
        }
        return value == null ? "" : value;
    }

    private void kept(TomlTable keys) {
        for (String key : keys.keySet()) {
            List<String> path = List.of(key);
            table(keys, path).ifPresent(values -> keptIn(key, values));
        }
    }

    private void keptIn(String key, TomlTable values) {
        for (String name : values.keySet()) {
            List<String> path = List.of(name);
            Object value = values.get(path);
            Optional<RegistryMeaning> meaning = RegistryMeaning.of(key, name);
            if (meaning.isPresent()
                    || !keptNames.add((key + "\n" + name).toLowerCase(Locale.ROOT))) {
                fault(
                        values.inputPositionOf(path),
                        name,
                        meaning.isPresent() ? "a kept value" : "it a second time",
                        meaning.map(m -> m.setting() + " in " + m.scope()).orElse("one value"));
                continue;
            }
            Optional<RegistryData> data =
                    value instanceof String text ? RegistryText.tryParse(text) : Optional.empty();
            if (data.isPresent()) {
                into.keep(new KeptValue(key, name, data.get()));
            } else {
                fault(
                        values.inputPositionOf(path),
                        name,
                        "something else",
                        "registry data as in a .reg file, in quotation marks");
            }
        }
    }

    private Optional<TomlTable> table(TomlTable from, List<String> path) {
        if (from.get(path) instanceof TomlTable table) {
            return Optional.of(table);
        }
        fault(from.inputPositionOf(path), path.getLast(), "a value", "a table");
        return Optional.empty();
    }

    private void fault(@Nullable TomlPosition at, String name, String found, String allowed) {
        faults.add(new Fault(file, line(at), column(at), name, found, allowed));
    }

    private static int line(@Nullable TomlPosition at) {
        return at == null ? 1 : at.line();
    }

    private static int column(@Nullable TomlPosition at) {
        return at == null ? 1 : at.column();
    }
}
