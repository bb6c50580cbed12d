package holdfast.settings.files;

import holdfast.settings.Configuration;
import holdfast.settings.ImportResult;
import holdfast.settings.RegistryImage;
import holdfast.settings.RegistryImport;
import holdfast.settings.Scope;
import holdfast.settings.SettingsDocument;
import holdfast.settings.SettingsException;
import holdfast.settings.SourceVersion;
import holdfast.settings.files.SettingStore.ImportOptions;
import holdfast.settings.formats.RegFile;
import holdfast.settings.formats.RegistryPol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Files that settings are brought in from and taken out to, told apart by how they end. */
final class RegistryFiles {
    private static final Scope.UserPolicy EVERYBODY = new Scope.UserPolicy("*");

    private enum Format {
        REG,
        POL,
        TOML
    }

    private RegistryFiles() {}

    static ImportResult plan(Configuration current, Path file, ImportOptions options)
            throws SettingsException {
        byte[] bytes = bytes(file);
        return switch (format(file)) {
            case REG -> {
                RegFile reg = RegFile.read(file.toString(), bytes);
                Optional<SourceVersion> from = options.from().or(reg::declared);
                yield RegistryImport.plan(current, reg.edits(), from, user(options));
            }
            case POL ->
                    RegistryImport.plan(
                            current,
                            RegistryPol.read(file.toString(), bytes, hive(file, options)),
                            options.from(),
                            user(options));
            case TOML -> {
                Configuration said = toml(file, bytes).configuration();
                yield new ImportResult.Ready(current.overlaidWith(said), List.of(), said.kept());
            }
        };
    }

    static SettingsDocument restored(SettingsDocument now, Path file) throws SettingsException {
        byte[] bytes = bytes(file);
        return switch (format(file)) {
            case TOML -> toml(file, bytes);
            case REG -> {
                RegFile reg = RegFile.read(file.toString(), bytes);
                Optional<SourceVersion> from = reg.declared();
                ImportResult result =
                        RegistryImport.plan(Configuration.EMPTY, reg.edits(), from, EVERYBODY);
                if (!(result instanceof ImportResult.Ready ready)) {
                    throw new SettingsException(
                            file.toString(),
                            "it does not say which Windows it comes from",
                            "Import it with --from instead");
                }
                yield now.changedTo(ready.configuration());
            }
            case POL ->
                    throw new SettingsException(
                            file.toString(),
                            "a Registry.pol holds policies only and is no backup",
                            "Bring it in with \"holdfast policy import\"");
        };
    }

    static void write(Path file, SettingsDocument document, Optional<Scope> scope)
            throws SettingsException {
        Configuration all = document.configuration();
        byte[] bytes =
                switch (format(file)) {
                    case TOML -> document.text().getBytes(StandardCharsets.UTF_8);
                    case REG -> RegFile.write(RegistryImage.of(all));
                    case POL -> pol(all, scope.orElse(Scope.POLICY));
                };
        try {
            ConfigFiles.write(file, bytes);
        } catch (IOException failed) {
            throw new SettingsException(
                    file.toString(),
                    "it cannot be written: " + FileTrouble.words(failed),
                    "Check the folder and the space on the disk");
        }
    }

    private static byte[] pol(Configuration all, Scope scope) throws SettingsException {
        return switch (scope) {
            case Scope.Policy _ ->
                    RegistryPol.write(
                            RegistryImage.of(all.onlyOf(Set.of(Scope.Kind.POLICY))),
                            RegistryPol.Hive.MACHINE);
            case Scope.UserPolicy user ->
                    RegistryPol.write(
                            RegistryImage.of(
                                    all.withSwapped(user, EVERYBODY)
                                            .onlyOf(Set.of(Scope.Kind.USER_POLICY))),
                            RegistryPol.Hive.USER);
            default ->
                    throw new SettingsException(
                            "scope " + scope,
                            "a Registry.pol holds policies only",
                            "Use policy or user-policy:NAME, or export to a .reg file");
        };
    }

    private static SettingsDocument toml(Path file, byte[] bytes) throws SettingsException {
        return SettingsDocument.read(file.toString(), ConfigFolder.text(file.toString(), bytes));
    }

    private static Scope.UserPolicy user(ImportOptions options) {
        return options.scope().orElse(EVERYBODY) instanceof Scope.UserPolicy user
                ? user
                : EVERYBODY;
    }

    /** By what was asked for, else by the folder, which is {@code Machine} or {@code User}. */
    private static RegistryPol.Hive hive(Path file, ImportOptions options) {
        Path parent = file.toAbsolutePath().getParent();
        boolean usersFolder =
                parent != null
                        && parent.getFileName() != null
                        && parent.getFileName().toString().equalsIgnoreCase("User");
        boolean users =
                options.scope()
                        .map(scope -> scope.kind() == Scope.Kind.USER_POLICY)
                        .orElse(usersFolder);
        return users ? RegistryPol.Hive.USER : RegistryPol.Hive.MACHINE;
    }

    private static Format format(Path file) throws SettingsException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".reg")) {
            return Format.REG;
        }
        if (name.endsWith(".pol")) {
            return Format.POL;
        }
        if (name.endsWith(".toml")) {
            return Format.TOML;
        }
        throw new SettingsException(
                file.toString(),
                "its name does not say what it is",
                "Use a file that ends in .reg, .pol or .toml");
    }

    private static byte[] bytes(Path file) throws SettingsException {
        try {
            if (Files.size(file) > RegFile.LONGEST) {
                throw new SettingsException(
                        file.toString(),
                        "it has more than " + RegFile.LONGEST + " bytes",
                        "Export only the keys of Terminal Services");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new SettingsException(
                    file.toString(),
                    "it cannot be read: " + FileTrouble.words(unreadable),
                    "Check the path, its owner and mode");
        }
    }
}
