package holdfast.server.desktop;

import holdfast.desktops.LeaderCommand;
import holdfast.desktops.OsUser;
import holdfast.desktops.SystemdScope;
import holdfast.desktops.keeper.SmallProgram;
import holdfast.logon.pam.PamServiceFile;
import holdfast.logon.pam.SessionHolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Leads sessions through PAM where the server runs as root and the service has rules: a {@link
 * SessionHolder} for each opens the PAM session and closes it. Elsewhere the session has no more
 * than its user.
 */
public final class PamLeader implements LeaderCommand {
    /** It waits nearly all of its life: compilers would cost more memory than time. */
    private static final List<String> FLAGS =
            List.of(
                    // PAM's modules run on this stack and expect that of any program: with less
                    // than a megabyte those of Debian's common-session end in a fault.
                    "-Xss8m",
                    "-Xms1m",
                    "-Xmn512k",
                    "-Xmx8m",
                    "-XX:ReservedCodeCacheSize=4m",
                    "-Xint",
                    "-XX:-MaxFDLimit",
                    "-XX:+AutoCreateSharedArchive");

    /** Written by the first that ends; later ones start by it and share it. */
    private static final String ARCHIVE = "holder.jsa";

    /**
     * Whose session it is, for audit and for those that tell a session that is open from one whose
     * record was left behind, as {@code last} does. Only a process itself may set it, and the
     * holder's thread is not its process, so this comes before the holder.
     */
    private static final String ENTER =
            "echo \"$1\" 2>/dev/null >/proc/self/loginuid; shift; exec \"$@\"";

    private final String service;
    private final Path folder;
    private final LeaderCommand plain = LeaderCommand.plain();
    private final boolean root = OsUser.current().isRoot();
    private final SmallProgram holder =
            new SmallProgram(SessionHolder.class, List.of("holdfast/logon", "holdfast/logon/pam"));

    /**
     * @param service as in {@code /etc/pam.d}; empty for none
     * @param folder this server's own, made if missing: the holders' classes
     */
    public PamLeader(String service, Path folder) {
        this.service = service;
        this.folder = folder;
    }

    @Override
    public List<String> wrap(OsUser user, List<String> command, Map<String, String> environment) {
        if (!root || !PamServiceFile.installed(service)) {
            return plain.wrap(user, command, environment);
        }
        List<String> all = new ArrayList<>(SystemdScope.ofSession(user));
        all.addAll(
                List.of("setsid", "/bin/sh", "-c", ENTER, "holdfast", Long.toString(user.uid())));
        all.addAll(program());
        all.addAll(List.of(service, user.name(), Long.toString(user.gid())));
        all.addAll(
                List.of(
                        "setpriv",
                        "--reuid=" + user.uid(),
                        "--regid=" + user.gid(),
                        "--keep-groups",
                        "--pdeathsig=TERM",
                        "--",
                        "setsid"));
        all.addAll(command);
        return all;
    }

    private List<String> program() {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(
                        folder,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
            List<String> flags = new ArrayList<>(FLAGS);
            flags.add("-XX:SharedArchiveFile=" + folder.resolve(ARCHIVE).toAbsolutePath());
            return holder.command(folder, flags.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException("the sessions' PAM holder cannot be started", e);
        }
    }
}
