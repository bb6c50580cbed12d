package holdfast.operator.cli;

import holdfast.operator.control.Json;
import holdfast.settings.KeptValue;
import holdfast.settings.PolicyEntry;
import holdfast.settings.Scope;
import holdfast.settings.SettingsException;
import holdfast.settings.SourceVersion;
import holdfast.settings.files.Backup;
import holdfast.settings.files.SettingStore;
import holdfast.settings.files.SettingStore.ImportOptions;
import holdfast.settings.files.SettingStore.Imported;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast policy}: settings in the files of Windows, and backups. */
@Command(
        name = "policy",
        description = "Brings settings from Windows along, and back; keeps backups.",
        subcommands = {
            PolicyCommand.ImportCommand.class,
            PolicyCommand.ExportCommand.class,
            PolicyCommand.BackupCommand.class,
            PolicyCommand.RestoreCommand.class,
            PolicyCommand.ListCommand.class
        })
final class PolicyCommand {
    private PolicyCommand() {}

    /** {@code policy import}. */
    @Command(name = "import", description = "Brings in a .reg, .pol or .toml file.")
    static final class ImportCommand extends OnSettings.Changing {
        @Parameters(paramLabel = "FILE")
        private Path file = Path.of("");

        @Option(
                names = "--from",
                paramLabel = "nt4|2000|2003|2008+",
                converter = OnSettings.VersionOf.class,
                description = "The Windows it comes from, where the file does not tell.")
        private @Nullable SourceVersion from;

        @Option(
                names = "--scope",
                paramLabel = "policy|user-policy:NAME",
                converter = OnSettings.ScopeOf.class,
                description = "Whose policy a .pol file is.")
        private @Nullable Scope scope;

        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException, CommandRefused {
            var options =
                    new ImportOptions(
                            Optional.ofNullable(from), Optional.ofNullable(scope), dryRun);
            switch (store.policyImport(file, options)) {
                case Imported.Done(var outcome, var kept) -> {
                    report(outcome, out);
                    for (KeptValue value : kept) {
                        out.println(
                                "Kept, without effect here: " + value.key() + "  " + value.name());
                    }
                }
                case Imported.VersionNeeded(var question) ->
                        throw new CommandRefused(file + ": " + question);
            }
        }
    }

    /** {@code policy export}. */
    @Command(
            name = "export",
            description =
                    "Writes what is set: everything as .reg or .toml, one scope's policies as .pol.")
    static final class ExportCommand extends OnSettings {
        @Parameters(paramLabel = "FILE")
        private Path file = Path.of("");

        @Option(
                names = "--scope",
                paramLabel = "policy|user-policy:NAME",
                converter = OnSettings.ScopeOf.class,
                description = "Whose policies a .pol file gets (policy).")
        private @Nullable Scope scope;

        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException {
            store.policyExport(file, Optional.ofNullable(scope));
            out.println("Wrote " + file);
        }
    }

    /** {@code policy backup}. */
    @Command(name = "backup", description = "Writes everything that is set to a file.")
    static final class BackupCommand extends OnSettings {
        @Parameters(paramLabel = "FILE")
        private Path file = Path.of("");

        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException {
            store.backup(file);
            out.println("Wrote " + file + "; holdfast policy restore " + file + " brings it back");
        }
    }

    /** {@code policy restore}. */
    @Command(
            name = "restore",
            description = "Makes everything be as a backup says; without a name lists them.")
    static final class RestoreCommand extends OnSettings.Changing {
        @Parameters(arity = "0..1", paramLabel = "FILE", description = "A file or a backup's name.")
        private @Nullable String backup;

        @Option(names = "--json", description = "The list as one array of objects.")
        private boolean json;

        /** A backup as scripts see it. */
        private record Row(String name, Instant time, String before) {}

        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException {
            if (backup != null) {
                report(store.restore(backup, dryRun), out);
                return;
            }
            List<Row> rows = store.backups().stream().map(RestoreCommand::row).toList();
            if (json) {
                out.println(Json.PRETTY.toJson(rows));
                return;
            }
            var table = new Table("BACKUP", "TIME", "BEFORE");
            rows.forEach(row -> table.row(row.name(), row.time().toString(), row.before()));
            table.print(out);
        }

        private static Row row(Backup backup) {
            return new Row(
                    backup.file().getFileName().toString(), backup.time(), backup.description());
        }
    }

    /** {@code policy list}. */
    @Command(name = "list", description = "The policies that are set, or that a file would set.")
    static final class ListCommand extends OnSettings {
        @Parameters(arity = "0..1", paramLabel = "FILE")
        private @Nullable Path file;

        @Option(
                names = "--scope",
                paramLabel = "policy|user-policy:NAME",
                converter = OnSettings.ScopeOf.class,
                description = "Whose policy a .pol file is.")
        private @Nullable Scope scope;

        @Option(names = "--json", description = "One array of objects.")
        private boolean json;

        /** A policy as scripts see it. */
        private record Row(
                String scope,
                String name,
                Optional<String> windowsName,
                String folder,
                String title,
                String state,
                String value) {
            static Row of(PolicyEntry entry) {
                return new Row(
                        entry.scope().toString(),
                        entry.setting().name(),
                        entry.setting().windowsName(),
                        entry.folder(),
                        entry.title(),
                        entry.state(),
                        entry.shown());
            }
        }

        @Override
        void work(SettingStore store, PrintWriter out) throws SettingsException {
            List<PolicyEntry> entries =
                    file == null
                            ? store.policyList()
                            : store.policyList(
                                    file,
                                    new ImportOptions(
                                            Optional.empty(), Optional.ofNullable(scope), true));
            List<Row> rows = entries.stream().map(Row::of).toList();
            if (json) {
                out.println(Json.PRETTY.toJson(rows));
                return;
            }
            var table = new Table("SCOPE", "SETTING", "VALUE", "STATE", "POLICY");
            for (Row row : rows) {
                table.row(
                        row.scope(),
                        row.windowsName().orElse(row.name()),
                        row.value(),
                        row.state(),
                        row.title());
            }
            table.print(out);
        }
    }
}
