package holdfast.settings.files;

import holdfast.settings.Assignment;
import holdfast.settings.Catalogue;
import holdfast.settings.Configuration;
import holdfast.settings.ConnectionDefinition;
import holdfast.settings.Resolved;
import holdfast.settings.Scope;
import holdfast.settings.Setting;
import holdfast.settings.SettingsException;
import holdfast.settings.Target;
import holdfast.settings.ValueChange;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What tools do with the settings, on the files of a folder: a server that runs sees the change by
 * watching them. Every change is checked as a whole first, is backed up before, and is one rename;
 * changes of several processes wait for each other. Safe for many threads.
 *
 * <p>Each method that changes something takes {@code dryRun}: then it checks everything, tells what
 * would change, and leaves the files alone.
 */
public final class SettingStore {
    private final ConfigFiles files;

    private SettingStore(ConfigFiles files) {
        this.files = files;
    }

    /** The settings in {@code folder}, which need not exist yet. */
    public static SettingStore in(Path folder, InstantSource clock) {
        return new SettingStore(new ConfigFiles(folder, clock));
    }

    /** What the files say now. */
    public Configuration configuration() throws SettingsException {
        return files.read().configuration();
    }

    /** All settings there are. */
    public List<Setting<?>> list() {
        return Catalogue.all();
    }

    /** What {@code scope} itself says, as people write it; a secret is masked. */
    public Optional<String> get(String name, Scope scope) throws SettingsException {
        return shown(configuration(), Catalogue.get(name), scope);
    }

    private static <T> Optional<String> shown(Configuration from, Setting<T> setting, Scope scope) {
        return from.assigned(setting, scope).map(Assignment::value).map(setting::show);
    }

    /** What is in force for {@code target}, with every layer's say. */
    public Resolved<?> explain(String name, Target target) throws SettingsException {
        return configuration().resolve(Catalogue.get(name), target);
    }

    /** Gives a setting a value in a scope. */
    public Outcome set(String name, String value, Scope scope, boolean dryRun)
            throws SettingsException {
        Setting<?> setting = Catalogue.get(name);
        return files.change(
                "set " + setting.name() + " in " + scope,
                document -> document.with(setting, scope, value),
                dryRun);
    }

    /** Takes a setting's value in a scope away. */
    public Outcome unset(String name, Scope scope, boolean dryRun) throws SettingsException {
        Setting<?> setting = Catalogue.get(name);
        return files.change(
                "unset " + setting.name() + " in " + scope,
                document -> document.without(setting, scope),
                dryRun);
    }

    public List<ConnectionDefinition> connections() throws SettingsException {
        return configuration().connections();
    }

    /**
     * Makes a connection.
     *
     * @param values typed values by the names of settings, such as {@code PortNumber} to {@code
     *     3390}
     */
    public Outcome addConnection(String name, Map<String, String> values, boolean dryRun)
            throws SettingsException {
        return files.change(
                "add connection " + name,
                document -> document.withConnection(name, values),
                dryRun);
    }

    /** Changes several values of a connection together. */
    public Outcome setConnection(String name, Map<String, String> values, boolean dryRun)
            throws SettingsException {
        return files.change(
                "set connection " + name,
                document -> document.withConnectionValues(name, values),
                dryRun);
    }

    public Outcome removeConnection(String name, boolean dryRun) throws SettingsException {
        return files.change(
                "remove connection " + name, document -> document.withoutConnection(name), dryRun);
    }

    /** What was done, or would be. */
    public record Outcome(
            List<ValueChange> changes,
            List<String> notes,
            Optional<Path> backup,
            Configuration configuration) {
        public Outcome {
            changes = List.copyOf(changes);
            notes = List.copyOf(notes);
        }
    }
}
