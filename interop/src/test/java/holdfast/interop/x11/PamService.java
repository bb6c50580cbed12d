package holdfast.interop.x11;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Rules in {@code /etc/pam.d} for as long as a test lasts; its modules tell what they are asked.
 */
final class PamService implements AutoCloseable {
    private final String name = "hf" + ProcessHandle.current().pid() + "-desktops";
    private final Path rules = Path.of("/etc/pam.d", name);
    private final Path folder = Place.folder("pam");
    private String authentication = "";

    PamService() {
        write(folder.resolve("environment"), "HOLDFAST_SAYS_PAM=hello\n");
        Path tell = folder.resolve("tell");
        write(tell, "#!/bin/sh\necho \"$PAM_TYPE $PAM_USER\" >>" + folder.resolve("told") + "\n");
        Run.output("chmod", "755", tell.toString());
        ordinary();
    }

    /** A password lets in; sessions are allowed, and told. */
    void ordinary() {
        authentication = "auth required pam_unix.so\n";
        sessions(
                """
                session required pam_env.so conffile=/dev/null readenv=1 envfile=%s
                session required pam_exec.so %s
                """
                        .formatted(folder.resolve("environment"), folder.resolve("tell")));
    }

    /** What holds for sessions from now on. */
    void sessions(String lines) {
        write(
                rules,
                authentication
                        + """
                        account  required pam_unix.so
                        password required pam_unix.so
                        """
                        + lines);
    }

    /** What lets in from now on. */
    void authentication(String lines) {
        authentication = lines;
        sessions("session required pam_permit.so\n");
    }

    /** Nobody has rules for it any more. */
    void remove() {
        Place.delete(rules);
    }

    /** Files of its modules. */
    Path folder() {
        return folder;
    }

    String name() {
        return name;
    }

    /** What PAM was asked for, a line each. */
    String told() {
        return Place.read(folder.resolve("told"));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Place.delete(rules);
        Place.delete(folder);
    }
}
