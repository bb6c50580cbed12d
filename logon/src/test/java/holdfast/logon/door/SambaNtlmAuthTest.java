package holdfast.logon.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import holdfast.logon.OsUsers;
import holdfast.logon.ntlm.NtHash;
import holdfast.logon.ntlm.NtlmAcceptor;
import holdfast.logon.ntlm.NtlmAttempt;
import holdfast.logon.ntlm.NtlmServerName;
import holdfast.logon.ntlm.NtlmTestClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Samba's own {@code ntlm_auth} and winbind, which judge here by a domain of their own: that of a
 * standalone server. A machine that joined a domain asks its controller instead, by the same words.
 * The socket between the two cannot be moved, so both see a {@code /run/samba} of their own.
 */
class SambaNtlmAuthTest {
    private static final String PASSWORD = "Sekret-1";
    private static final Path WINBINDD = Path.of("/usr/sbin/winbindd");

    /** Samba's users are users of the system as well, and this one is everywhere. */
    private static final String USER = "root";

    private static Optional<Process> winbindd = Optional.empty();
    private static Winbind winbind;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        assumeTrue(OsUsers.ofThisMachine().self().isRoot(), "winbindd runs as root");
        assumeTrue(Files.isExecutable(WINBINDD), "winbind is installed");
        Path settings = settings(folder);
        must(
                PASSWORD + "\n" + PASSWORD + "\n",
                "smbpasswd",
                "-c",
                settings.toString(),
                "-s",
                "-a",
                USER);
        Process server =
                new ProcessBuilder(
                                "unshare",
                                "--mount",
                                "sh",
                                "-c",
                                "mount -t tmpfs none /run/samba && exec winbindd -s \"$0\" -F"
                                        + " --no-process-group",
                                settings.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
        winbindd = Optional.of(server);
        Path socket = Path.of("/proc/" + server.pid() + "/root/run/samba/winbindd/pipe");
        await("winbindd listens").atMost(Duration.ofSeconds(30)).until(() -> Files.exists(socket));
        Path program = folder.resolve("ntlm_auth");
        Files.writeString(
                program,
                """
                #!/bin/sh
                exec nsenter --mount --target %d /usr/bin/ntlm_auth --configfile=%s "$@"
                """
                        .formatted(server.pid(), settings));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        winbind = Winbind.at(program, Duration.ofSeconds(30));
    }

    private static Path settings(Path folder) throws Exception {
        var text =
                new StringBuilder(
                        """
                        [global]
                        workgroup = HFTEST
                        netbios name = HFHOST
                        server role = standalone server
                        passdb backend = tdbsam
                        disable netbios = yes
                        interfaces = lo
                        bind interfaces only = yes
                        """);
        text.append("log file = ").append(folder).append("/log.%m\n");
        for (String each : new String[] {"private", "lock", "state", "cache", "pid"}) {
            Path own = Files.createDirectory(folder.resolve(each));
            text.append(
                    "%s %s = %s\n"
                            .formatted(each, each.equals("private") ? "dir" : "directory", own));
        }
        text.append("ncalrpc dir = ").append(folder.resolve("ncalrpc")).append('\n');
        return Files.writeString(folder.resolve("smb.conf"), text);
    }

    private static void must(String input, String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.outputWriter()) {
            in.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    @AfterAll
    static void stop() throws Exception {
        if (winbindd.isPresent()) {
            var children = winbindd.get().descendants().toList();
            winbindd.get().destroy();
            assertThat(winbindd.get().waitFor(20, TimeUnit.SECONDS)).isTrue();
            children.forEach(ProcessHandle::destroyForcibly); // They write into the folder.
        }
    }

    private static NtlmAttempt attempt(String password) throws Exception {
        var server =
                new NtlmAcceptor(NtlmServerName.of("hfhost"), Optional.empty(), new SecureRandom());
        var client = new NtlmTestClient(USER, "HFHOST", password);
        byte[] challenge = server.challenge(client.negotiate(), Instant.now());
        return server.answered(client.authenticate(challenge));
    }

    @Test
    void sambaProvesTheRightPasswordWithTheKeyThatTheClientHas() throws Exception {
        NtlmAttempt right = attempt(PASSWORD);
        assertThat(winbind.prove(right).orElseThrow())
                .isEqualTo(right.provenBy(NtHash.of(PASSWORD.toCharArray())).orElseThrow());
    }

    @Test
    void sambaSaysNoToAWrongOne() throws Exception {
        assertThat(winbind.prove(attempt("wrong"))).isEmpty();
    }
}
