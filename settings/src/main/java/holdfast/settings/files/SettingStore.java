package holdfast.settings.files;

import holdfast.settings.Assignment;
import holdfast.settings.Catalogue;
import holdfast.settings.Configuration;
import holdfast.settings.ConnectionDefinition;
import holdfast.settings.ImportResult;
import holdfast.settings.KeptValue;
import holdfast.settings.PolicyEntry;
import holdfast.settings.Scope;
import holdfast.settings.Setting;
import holdfast.settings.SettingsException;
import holdfast.settings.SourceVersion;
import holdfast.settings.ValueChange;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

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

    /** Gives a setting a value in a scope. */
    public Outcome set(String name, String value, Scope scope, boolean dryRun)
            throws SettingsException {
        Setting<?> setting = Catalogue.get(name);
        Outcome outcome =
                files.change(
                        "set " + setting.name() + " in " + scope,
                        document -> document.with(setting, scope, value),
                        dryRun);
        return outcome.withNotes(Advice.after(outcome.configuration(), setting, scope));
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

    /**
     * Brings a file in: {@code .reg}, {@code .pol}, or {@code .toml} of ours. What it does not
     * speak of stays.
     */
    public Imported policyImport(Path file, ImportOptions options) throws SettingsException {
        var question = new AtomicReference<@Nullable String>();
        var notes = new ArrayList<String>();
        var kept = new ArrayList<KeptValue>();
        Outcome outcome =
                files.change(
                        "import " + file.getFileName(),
                        document -> {
                            ImportResult result =
                                    RegistryFiles.plan(document.configuration(), file, options);
                            return switch (result) {
                                case ImportResult.Ready ready -> {
                                    notes.addAll(ready.notes());
                                    kept.addAll(ready.kept());
                                    yield document.changedTo(ready.configuration());
                                }
                                case ImportResult.VersionNeeded needed -> {
                                    question.set(needed.question());
                                    yield document;
                                }
                            };
                        },
                        options.dryRun());
        String asked = question.get();
        return asked == null
                ? new Imported.Done(outcome.withNotes(notes), List.copyOf(kept))
                : new Imported.VersionNeeded(asked);
    }

    /**
     * Writes a file that {@link #policyImport} reads back as the same: {@code .reg} and {@code
     * .toml} with everything, {@code .pol} with the policies of the computer, or with those of
     * users where {@code scope} is a user policy.
     */
    public void policyExport(Path file, Optional<Scope> scope) throws SettingsException {
        RegistryFiles.write(file, files.read(), scope);
    }

    /** All policies that are set. */
    public List<PolicyEntry> policyList() throws SettingsException {
        return PolicyEntry.of(configuration());
    }

    /** The policies that a file would set. */
    public List<PolicyEntry> policyList(Path file, ImportOptions options) throws SettingsException {
        // Which Windows it comes from changes no policy.
        var known =
                new ImportOptions(
                        options.from().or(() -> Optional.of(SourceVersion.WINDOWS_2008)),
                        options.scope(),
                        true);
        return switch (RegistryFiles.plan(Configuration.EMPTY, file, known)) {
            case ImportResult.Ready ready -> PolicyEntry.of(ready.configuration());
            case ImportResult.VersionNeeded _ -> List.of();
        };
    }

    /** Writes everything that is set to a file of the administrator's choice. */
    public void backup(Path file) throws SettingsException {
        policyExport(file, Optional.empty());
    }

    /** What was kept before each change, newest first. */
    public List<Backup> backups() throws SettingsException {
        return files.backups().list();
    }

    /**
     * Makes everything be as a backup says, atomically. What is there now becomes a backup itself.
     *
     * @param backup a file's path, or the name of one of {@link #backups()}
     */
    public Outcome restore(String backup, boolean dryRun) throws SettingsException {
        Path file = files.backups().find(backup);
        return files.change(
                "restore " + file.getFileName(),
                document -> RegistryFiles.restored(document, file),
                dryRun);
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

        Outcome withNotes(List<String> more) {
            return new Outcome(changes, more, backup, configuration);
        }
    }

    /**
     * How to import.
     *
     * @param from the Windows that the file comes from, where known
     * @param scope {@code policy} or {@code user-policy:NAME} for a {@code .pol} file, or whose
     *     policy the HKEY_CURRENT_USER tree of a {@code .reg} file is; by default everybody's
     */
    public record ImportOptions(
            Optional<SourceVersion> from, Optional<Scope> scope, boolean dryRun) {
        public static final ImportOptions PLAIN =
                new ImportOptions(Optional.empty(), Optional.empty(), false);

        public static ImportOptions from(SourceVersion version) {
            return new ImportOptions(Optional.of(version), Optional.empty(), false);
        }
    }

    /** What became of an import. */
    public sealed interface Imported {
        /**
         * It was done, or would be.
         *
         * @param kept what no setting corresponds to
         */
        record Done(Outcome outcome, List<KeptValue> kept) implements Imported {}

        /** Nothing was done: the file's Windows must be given. */
        record VersionNeeded(String question) implements Imported {}
    }
}
