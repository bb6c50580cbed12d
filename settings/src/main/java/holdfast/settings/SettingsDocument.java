package holdfast.settings;

import holdfast.settings.TomlEditor.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The text of {@code settings.toml} together with what it says; immutable. A change gives a new
 * document in which everything else, comments included, stands as before.
 */
public final class SettingsDocument {
    private final String file;
    private final String text;
    private final Configuration configuration;

    private SettingsDocument(String file, String text, Configuration configuration) {
        this.file = file;
        this.text = text;
        this.configuration = configuration;
    }

    /**
     * Reads a text; one with a fault is refused as a whole.
     *
     * @param file the name for messages
     */
    public static SettingsDocument read(String file, String text) throws SettingsException {
        return new SettingsDocument(file, text, ConfigurationReader.read(file, text));
    }

    public String text() {
        return text;
    }

    public Configuration configuration() {
        return configuration;
    }

    /** With a value as a person typed it. */
    public SettingsDocument with(Setting<?> setting, Scope scope, String typed)
            throws SettingsException {
        requireScope(setting, scope);
        Configuration.Builder builder = configuration.toBuilder();
        put(builder, setting, scope, typed);
        return changedTo(builder.build());
    }

    private <T> void put(
            Configuration.Builder builder, Setting<T> setting, Scope scope, String typed)
            throws SettingsException {
        try {
            builder.put(scope, setting, setting.type().parse(typed), new Origin(file, 0, 0));
        } catch (BadValue bad) {
            String found = setting.isSecret() ? "a value that is not shown" : bad.found();
            throw new SettingsException(
                    setting.name(), "cannot be " + found, "Allowed: " + bad.allowed());
        }
    }

    /** Without a value of its own for {@code setting} in {@code scope}. */
    public SettingsDocument without(Setting<?> setting, Scope scope) throws SettingsException {
        requireScope(setting, scope);
        if (configuration.assigned(setting, scope).isEmpty()) {
            throw new SettingsException(
                    setting.name(),
                    "it is not set in " + scope,
                    "\"holdfast setting explain " + setting.name() + "\" shows where it is");
        }
        Configuration.Builder builder = configuration.toBuilder();
        builder.remove(scope, setting);
        return changedTo(builder.build());
    }

    private void requireScope(Setting<?> setting, Scope scope) throws SettingsException {
        if (!setting.scopes().contains(scope.kind())) {
            throw new SettingsException(
                    setting.name(),
                    "it cannot be set in " + scope,
                    "It can be set in: " + ScopeNames.words(setting.scopes()));
        }
        Optional<String> refused = ScopeNames.refusal(scope);
        if (refused.isPresent()) {
            throw new SettingsException(
                    "scope " + scope, "no such name is possible", "Allowed: " + refused.get());
        }
        if (scope instanceof Scope.Connection(var name)
                && configuration.connection(name).isEmpty()) {
            throw noConnection(name);
        }
    }

    private static SettingsException noConnection(String name) {
        return new SettingsException(
                "connection " + name,
                "there is none of that name",
                "\"holdfast connection list\" shows those that there are, \"holdfast connection"
                        + " add\" makes one");
    }

    /**
     * With a new connection.
     *
     * @param values typed values by the names of settings
     */
    public SettingsDocument withConnection(String name, Map<String, String> values)
            throws SettingsException {
        var scope = new Scope.Connection(name);
        Optional<String> refused = ScopeNames.refusal(scope);
        if (refused.isPresent()) {
            throw new SettingsException(
                    "connection " + name, "no such name is possible", "Allowed: " + refused.get());
        }
        if (configuration.connection(name).isPresent()) {
            throw new SettingsException(
                    "connection " + name,
                    "there is one of that name already",
                    "Change it with \"holdfast connection set " + name + "\"");
        }
        Configuration.Builder builder = configuration.toBuilder();
        if (configuration.definedConnections().isEmpty()) {
            // Until now rdp-tcp was there because no connection was named.
            builder.define(new Scope.Connection(Configuration.DEFAULT_CONNECTION));
        }
        builder.define(scope);
        return connectionValues(builder, scope, values);
    }

    /** With several values of one connection changed together. */
    public SettingsDocument withConnectionValues(String name, Map<String, String> values)
            throws SettingsException {
        ConnectionDefinition connection =
                configuration.connection(name).orElseThrow(() -> noConnection(name));
        return connectionValues(
                configuration.toBuilder(), new Scope.Connection(connection.name()), values);
    }

    private SettingsDocument connectionValues(
            Configuration.Builder builder, Scope.Connection scope, Map<String, String> values)
            throws SettingsException {
        for (Map.Entry<String, String> entry : values.entrySet()) {
            Setting<?> setting = Catalogue.get(entry.getKey());
            if (!setting.scopes().contains(Scope.Kind.CONNECTION)) {
                throw new SettingsException(
                        setting.name(),
                        "it cannot be set for a connection",
                        "It can be set in: " + ScopeNames.words(setting.scopes()));
            }
            put(builder, setting, scope, entry.getValue());
        }
        return changedTo(builder.build());
    }

    public SettingsDocument withoutConnection(String name) throws SettingsException {
        ConnectionDefinition connection =
                configuration.connection(name).orElseThrow(() -> noConnection(name));
        if (configuration.connections().size() == 1) {
            throw new SettingsException(
                    "connection " + connection.name(),
                    "it is the last one, and a server without any cannot be reached",
                    "Add another one first, or switch it off with \"holdfast setting set"
                            + " connection.enabled 0 --scope connection:"
                            + connection.name()
                            + "\"");
        }
        Configuration.Builder builder = configuration.toBuilder();
        builder.removeConnection(new Scope.Connection(connection.name()));
        return changedTo(builder.build());
    }

    /** The same text, edited so that it says what {@code wanted} says. */
    public SettingsDocument changedTo(Configuration wanted) throws SettingsException {
        var faults = ConfigurationRules.faultsOf(wanted);
        if (!faults.isEmpty()) {
            SettingsException.Fault first = faults.getFirst();
            throw new SettingsException(
                    first.name(), "found " + first.found(), "Allowed: " + first.allowed());
        }
        if (wanted.saysTheSameAs(configuration)) {
            return this;
        }
        var editor = new TomlEditor(text);
        for (Scope.Connection gone : configuration.definedConnections()) {
            if (!wanted.definedConnections().contains(gone)) {
                editor.removeTable(TomlEditor.tableOf(gone));
            }
        }
        for (Scope.Connection come : wanted.definedConnections()) {
            if (!configuration.definedConnections().contains(come)) {
                editor.addTable(TomlEditor.tableOf(come));
            }
        }
        editor.apply(slots(wanted));
        String edited = editor.text();
        SettingsDocument read;
        try {
            read = read(file, edited);
        } catch (SettingsException notToml) {
            throw handsOnly();
        }
        if (!read.configuration.saysTheSameAs(wanted)) {
            throw handsOnly();
        }
        return read;
    }

    private SettingsException handsOnly() {
        return new SettingsException(
                file,
                "it is written in a way that cannot be changed line by line",
                "Give each scope a table of its own, such as [machine] or [connection.rdp-tcp],"
                        + " or change the file by hand");
    }

    private Map<Slot, Optional<String>> slots(Configuration wanted) {
        var slots = new LinkedHashMap<Slot, Optional<String>>();
        List<Scope> scopes = new ArrayList<>(configuration.scopes());
        wanted.scopes().stream().filter(scope -> !scopes.contains(scope)).forEach(scopes::add);
        for (Scope scope : scopes) {
            for (Setting<?> setting : Catalogue.all()) {
                slot(wanted, scope, setting, slots);
            }
        }
        var now = new LinkedHashMap<Slot, KeptValue>();
        wanted.kept().forEach(value -> now.put(Slot.of(value), value));
        var before = new LinkedHashMap<Slot, KeptValue>();
        configuration.kept().forEach(value -> before.put(Slot.of(value), value));
        before.forEach((slot, _) -> {
            if (!now.containsKey(slot)) {
                slots.put(slot, Optional.empty());
            }
        });
        now.forEach((slot, value) -> {
            if (!value.equals(before.get(slot))) {
                slots.put(slot, Optional.of(Toml.string(RegistryText.write(value.data()))));
            }
        });
        return slots;
    }

    private <T> void slot(
            Configuration wanted,
            Scope scope,
            Setting<T> setting,
            Map<Slot, Optional<String>> slots) {
        Optional<T> before = configuration.assigned(setting, scope).map(Assignment::value);
        Optional<T> now = wanted.assigned(setting, scope).map(Assignment::value);
        if (!before.equals(now)) {
            slots.put(Slot.of(scope, setting), now.map(setting.type()::toToml));
        }
    }
}
