package holdfast.logon.door;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.logon.ntlm.NtlmAttempt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script in ntlm_auth's place, which answers by its documented protocol. */
class WinbindTest {
    private static final NtlmAttempt ATTEMPT =
            new NtlmAttempt(
                    "al\nice", "OFFICE", new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, new byte[] {9});

    @TempDir Path folder;

    private Winbind script(String lines) throws Exception {
        var script = folder.resolve("ntlm_auth");
        Files.writeString(script, "#!/bin/sh\ncat > " + folder.resolve("asked") + "\n" + lines);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return Winbind.at(script, Duration.ofSeconds(5));
    }

    @Test
    void asksSoThatNoNameCanPassForALine() throws Exception {
        var winbind =
                script(
                        "printf 'Authenticated: Yes\\nUser-Session-Key: "
                                + "000102030405060708090A0B0C0D0E0F\\n.\\n'\n");
        assertThat(winbind.prove(ATTEMPT).orElseThrow()).hasSize(16).startsWith(0, 1, 2);
        assertThat(folder.resolve("asked"))
                .hasContent(
                        """
                        Username:: YWwKaWNl
                        NT-Domain:: T0ZGSUNF
                        LANMAN-Challenge: 0102030405060708
                        NT-Response: 09
                        Request-User-Session-Key: Yes
                        .
                        """);
    }

    @Test
    void anythingButAClearYesIsNo() throws Exception {
        assertThat(
                        script(
                                        "printf 'Authenticated: No\\nUser-Session-Key: "
                                                + "000102030405060708090A0B0C0D0E0F\\n.\\n'\n")
                                .prove(ATTEMPT))
                .isEmpty();
        assertThat(script("printf 'Authenticated: Yes\\n.\\n'\n").prove(ATTEMPT)).isEmpty();
        assertThat(script("exit 1\n").prove(ATTEMPT)).isEmpty();
        assertThat(Winbind.at(folder.resolve("none"), Duration.ofSeconds(1)).prove(ATTEMPT))
                .isEmpty();
    }

    @Test
    void aDomainThatDoesNotAnswerHoldsNobodyForLong() throws Exception {
        script("exec sleep 60\n");
        var impatient = Winbind.at(folder.resolve("ntlm_auth"), Duration.ofMillis(200));
        assertThat(impatient.prove(ATTEMPT)).isEmpty();
    }
}
