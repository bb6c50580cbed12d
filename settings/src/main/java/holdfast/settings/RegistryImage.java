package holdfast.settings;

import holdfast.settings.SettingsException.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A configuration as a registry: keys with values, compared without regard to case. Mutable; for
 * one thread.
 */
public final class RegistryImage {
    /** A value with its name as first written. */
    public record Value(String name, RegistryData data, Origin origin) {}

    /** A key with its path as first written, hive included, and its values by name. */
    public record Key(String path, Collection<Value> values) {}

    private static final class Node {
        private final String path;
        private final SortedMap<String, Value> values = new TreeMap<>();

        Node(String path) {
            this.path = path;
        }
    }

    /** By the folded path with a backslash behind it, so that subkeys follow their key. */
    private final TreeMap<String, Node> nodes = new TreeMap<>();

    /** The registry that says what {@code configuration} says. */
    public static RegistryImage of(Configuration configuration) {
        var image = new RegistryImage();
        for (Scope.Connection connection : configuration.definedConnections()) {
            image.node(
                    RegistryPlace.HKLM
                            + "\\"
                            + RegistryKeys.WINSTATIONS
                            + "\\"
                            + connection.name());
        }
        for (Scope scope : configuration.scopes()) {
            for (Setting<?> setting : configuration.settingsIn(scope)) {
                image.put(configuration, scope, setting);
            }
        }
        for (KeptValue kept : configuration.kept()) {
            image.set(kept.key(), new Value(kept.name(), kept.data(), Origin.BUILT_IN));
        }
        return image;
    }

    private <T> void put(Configuration from, Scope scope, Setting<T> setting) {
        Assignment<T> assignment = from.assigned(setting, scope).orElseThrow();
        RegistryPlace place = RegistryPlace.of(setting, scope);
        RegistryData data = setting.type().toRegistry(assignment.value());
        if (isDisabledAsText(scope, setting) && data.number().equals(Optional.of(0L))) {
            data = RegistryData.text("0");
        }
        set(place.hive() + "\\" + place.key(), new Value(place.value(), data, assignment.origin()));
    }

    /** Two policies write "0" as text when they are disabled (reference 2.3). */
    private static boolean isDisabledAsText(Scope scope, Setting<?> setting) {
        return (scope.kind() == Scope.Kind.POLICY || scope.kind() == Scope.Kind.USER_POLICY)
                && setting.policy().filter(row -> row.disabled().equals("text 0")).isPresent();
    }

    /** All keys in order, each before its subkeys. */
    public List<Key> keys() {
        return nodes.values().stream()
                .map(node -> new Key(node.path, List.copyOf(node.values.values())))
                .toList();
    }

    /** Does what a file says. */
    public void apply(RegistryEdit edit) {
        switch (edit) {
            case RegistryEdit.CreateKey(var key, _) -> node(key);
            case RegistryEdit.DeleteKey(var key, _) -> subtree(key).clear();
            case RegistryEdit.SetValue(var key, var name, var data, var origin) ->
                    set(key, new Value(name, data, origin));
            case RegistryEdit.SetIfAbsent(var key, var name, var data, var origin) -> {
                if (value(key, name).isEmpty()) {
                    set(key, new Value(name, data, origin));
                }
            }
            case RegistryEdit.DeleteValue(var key, var name, _) -> {
                Node node = nodes.get(folded(key));
                if (node != null) {
                    node.values.remove(fold(name));
                }
            }
            case RegistryEdit.DeleteValues(var key, _) -> {
                Node node = nodes.get(folded(key));
                if (node != null) {
                    node.values.clear();
                }
            }
            case RegistryEdit.SecureKey _ -> {
                // Files have owners and modes of their own here.
            }
        }
    }

    private SortedMap<String, Node> subtree(String key) {
        String from = folded(key);
        return nodes.subMap(from, from + Character.MAX_VALUE);
    }

    Optional<Value> value(String key, String name) {
        Node node = nodes.get(folded(key));
        return node == null ? Optional.empty() : Optional.ofNullable(node.values.get(fold(name)));
    }

    private void set(String key, Value value) {
        node(key).values.put(fold(value.name()), value);
    }

    private Node node(String key) {
        return nodes.computeIfAbsent(folded(key), _ -> new Node(key));
    }

    /** What the registry says as settings; the rest is kept. */
    Configuration toConfiguration() throws SettingsException {
        var builder = new Configuration.Builder();
        var faults = new ArrayList<Fault>();
        for (Node node : nodes.values()) {
            connectionAt(node.path).ifPresent(builder::define);
            for (Value value : node.values.values()) {
                Optional<RegistryMeaning> meaning = RegistryMeaning.of(node.path, value.name());
                if (meaning.isEmpty()) {
                    builder.keep(new KeptValue(node.path, value.name(), value.data()));
                } else if (!isOlderForm(meaning.get(), node.path)) {
                    put(builder, meaning.get(), meaning.get().setting(), value, faults);
                }
            }
        }
        if (!faults.isEmpty()) {
            throw ConfigurationReader.refusal(faults.getFirst().file(), faults);
        }
        Configuration configuration = builder.build();
        faults.addAll(ConfigurationRules.faultsOf(configuration));
        if (!faults.isEmpty()) {
            throw ConfigurationReader.refusal(faults.getFirst().file(), faults);
        }
        return configuration;
    }

    /** Of the FIPS switch's two forms the one since Vista counts where both are there. */
    private boolean isOlderForm(RegistryMeaning meaning, String key) {
        return meaning.setting() == SecurityCatalogue.FIPS
                && folded(key).equals(folded(RegistryPlace.HKLM + "\\" + RegistryKeys.LSA))
                && value(RegistryPlace.HKLM + "\\" + RegistryKeys.FIPS, "Enabled").isPresent();
    }

    private static <T> void put(
            Configuration.Builder builder,
            RegistryMeaning meaning,
            Setting<T> setting,
            Value value,
            List<Fault> faults) {
        Origin at = value.origin();
        try {
            T read = setting.type().fromRegistry(value.data());
            builder.put(meaning.scope(), setting, read, at);
        } catch (BadValue bad) {
            String found = setting.isSecret() ? "a value that is not shown" : bad.found();
            faults.add(
                    new Fault(
                            at.file(), at.line(), at.column(), value.name(), found, bad.allowed()));
        }
    }

    private static Optional<Scope.Connection> connectionAt(String path) {
        return RegistryMeaning.listenerName(path).map(Scope.Connection::new);
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String folded(String key) {
        return fold(key) + "\\";
    }
}
