package holdfast.logon.pam;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.logon.OsUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An operating-system user and a PAM service with pam_unix, for as long as a test lasts. */
public final class PamTestUser implements AutoCloseable {
    private static final Path USERADD = Path.of("/usr/sbin/useradd");

    private final String number = Long.toString(System.nanoTime() % 1_000_000);
    public final String service = "holdfast-test-" + number;
    public final String name = "hftest" + number;
    final Path rules = Path.of("/etc/pam.d", service);

    private PamTestUser() {}

    /** Whether this machine lets us make one. */
    public static boolean possible() {
        return OsUsers.ofThisMachine().self().isRoot()
                && Files.isExecutable(USERADD)
                && PamLibrary.installed().isPresent();
    }

    public static PamTestUser make(String password) throws Exception {
        var user = new PamTestUser();
        user.accountRules("account  required pam_unix.so\n");
        must("", USERADD.toString(), "--no-create-home", "--shell", "/bin/sh", user.name);
        user.password(password);
        return user;
    }

    /** What holds for accounts from now on. */
    public void accountRules(String lines) throws IOException {
        Files.writeString(
                rules,
                """
                auth     required pam_unix.so
                password required pam_unix.so
                session  required pam_permit.so
                """
                        + lines);
    }

    /** It has to be changed at the next logon. */
    public void expirePassword() throws Exception {
        must("", "/usr/bin/chage", "-d", "0", name);
    }

    public void password(String password) throws Exception {
        must(name + ":" + password + "\n", "/usr/sbin/chpasswd");
    }

    static void must(String input, String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.outputWriter()) {
            in.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(String.join(" ", command) + ": " + output).isZero();
    }

    @Override
    public void close() throws Exception {
        Files.deleteIfExists(rules);
        must("", "/usr/sbin/userdel", name);
    }
}
