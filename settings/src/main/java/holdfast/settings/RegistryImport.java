package holdfast.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings what registry files say into a configuration. */
public final class RegistryImport {
    private static final String TERMINAL_SERVER =
            RegistryPlace.HKLM + "\\" + RegistryKeys.TERMINAL_SERVER;
    private static final Scope.UserPolicy EVERYBODY = new Scope.UserPolicy("*");
    private static final String KEEP_ALIVE_ENABLE = "KeepAliveEnable";
    private static final String KEEP_ALIVE_INTERVAL = "KeepAliveInterval";

    private RegistryImport() {}

    /**
     * What would hold if the edits were made.
     *
     * @param from the Windows that the edits come from, where known; decides what the number of
     *     {@code KeepAliveEnable} means
     * @param user whose policy an HKEY_CURRENT_USER tree is
     */
    public static ImportResult plan(
            Configuration current,
            List<RegistryEdit> edits,
            Optional<SourceVersion> from,
            Scope.UserPolicy user)
            throws SettingsException {
        var notes = new ArrayList<String>();
        var meant = new ArrayList<RegistryEdit>();
        boolean hasInterval = edits.stream().anyMatch(RegistryImport::setsInterval);
        for (RegistryEdit edit : edits) {
            if (edit instanceof RegistryEdit.SetValue set && isOldSwitch(set)) {
                long number = set.data().number().orElse(0L);
                if (from.isEmpty() && !hasInterval && number > 0) {
                    return new ImportResult.VersionNeeded(question(set, number));
                }
                meant.addAll(
                        keepAlive(set, number, from.orElse(SourceVersion.WINDOWS_2008), notes));
            } else {
                meant.add(edit);
            }
        }
        RegistryImage image = RegistryImage.of(current.withSwapped(user, EVERYBODY));
        meant.forEach(image::apply);
        Configuration wanted = image.toConfiguration().withSwapped(user, EVERYBODY);
        Set<KeptValue> before = new HashSet<>(current.kept());
        List<KeptValue> kept =
                wanted.kept().stream().filter(value -> !before.contains(value)).toList();
        notes.addAll(notesAbout(meant, wanted, kept));
        return new ImportResult.Ready(wanted, List.copyOf(notes), kept);
    }

    private static boolean setsInterval(RegistryEdit edit) {
        return edit instanceof RegistryEdit.SetValue set
                && set.key().equalsIgnoreCase(TERMINAL_SERVER)
                && set.name().equalsIgnoreCase(KEEP_ALIVE_INTERVAL);
    }

    private static boolean isOldSwitch(RegistryEdit.SetValue set) {
        return set.key().equalsIgnoreCase(TERMINAL_SERVER)
                && set.name().equalsIgnoreCase(KEEP_ALIVE_ENABLE);
    }

    private static String question(RegistryEdit.SetValue set, long number) {
        return set.origin()
                + ": "
                + KEEP_ALIVE_ENABLE
                + " is "
                + number
                + ". On NT 4.0 that is "
                + number
                + (number == 1 ? " minute" : " minutes")
                + ", on Windows 2000 it means enable. Say which Windows the file is from with"
                + " --from nt4|2000|2003|2008+";
    }

    /** SEED-B: minutes on NT 4.0, a switch from Windows 2000 on. */
    private static List<RegistryEdit> keepAlive(
            RegistryEdit.SetValue set, long number, SourceVersion from, List<String> notes) {
        if (number == 0
                || from == SourceVersion.WINDOWS_2003
                || from == SourceVersion.WINDOWS_2008) {
            return List.of(set);
        }
        var enable =
                new RegistryEdit.SetValue(
                        set.key(), KEEP_ALIVE_ENABLE, RegistryData.dword(1), set.origin());
        if (from == SourceVersion.WINDOWS_2000) {
            notes.add(
                    number == 1
                            ? "KeepAliveEnable 1 of Windows 2000 is taken as: enable"
                            : "KeepAliveEnable "
                                    + number
                                    + " of Windows 2000 is taken as: enable; the article's two"
                                    + " editions disagree about numbers above 1");
            return List.of(enable);
        }
        notes.add("KeepAliveEnable " + number + " of NT 4.0 is taken as: every " + number + " min");
        return List.of(
                enable,
                new RegistryEdit.SetValue(
                        set.key(), KEEP_ALIVE_INTERVAL, RegistryData.dword(number), set.origin()));
    }

    private static List<String> notesAbout(
            List<RegistryEdit> edits, Configuration wanted, List<KeptValue> kept) {
        var notes = new ArrayList<String>();
        for (RegistryEdit edit : edits) {
            if (edit instanceof RegistryEdit.SetValue set) {
                RegistryMeaning.of(set.key(), set.name())
                        .filter(meaning -> meaning.setting().mark() == Mark.WINDOWS_ONLY)
                        .ifPresent(_ -> notes.add(set.name() + ": " + Mark.WINDOWS_ONLY.words()));
            }
            if (edit instanceof RegistryEdit.CreateKey create) {
                RegistryMeaning.listenerName(create.key())
                        .flatMap(wanted::connection)
                        .filter(RegistryImport::isLocalOnly)
                        .ifPresent(connection ->
                                notes.add(
                                        "connection "
                                                + connection.name()
                                                + " listens on 127.0.0.1 only; set"
                                                + " connection.listen or"
                                                + " connection.adapter for it"));
            }
        }
        if (!kept.isEmpty()) {
            notes.add(kept.size() + " values that Holdfast has no setting for are kept");
        }
        return notes.stream().distinct().toList();
    }

    private static boolean isLocalOnly(ConnectionDefinition connection) {
        return connection.adapter().isEmpty()
                && connection.listen().stream()
                        .allMatch(address -> address.host().equals("127.0.0.1"));
    }
}
