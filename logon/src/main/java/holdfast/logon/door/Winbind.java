package holdfast.logon.door;

import holdfast.logon.ntlm.NtlmAttempt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the domain about NTLM proofs, through Samba's {@code ntlm_auth} on a machine that winbind
 * has joined to it (helper protocol {@code ntlm-server-1}). One short process for each question.
 * Safe for many threads; blocks.
 */
public final class Winbind {
    private static final Logger LOG = LoggerFactory.getLogger(Winbind.class);
    private static final Path PROGRAM = Path.of("/usr/bin/ntlm_auth");
    private static final int LONGEST_ANSWER = 16 << 10;
    private static final int SESSION_KEY_LENGTH = 16;

    private final List<String> command;
    private final Duration patience;

    private Winbind(List<String> command, Duration patience) {
        this.command = command;
        this.patience = patience;
    }

    /** Empty where {@code ntlm_auth} is not installed. */
    public static Optional<Winbind> installed(Duration patience) {
        return Files.isExecutable(PROGRAM) ? Optional.of(at(PROGRAM, patience)) : Optional.empty();
    }

    static Winbind at(Path program, Duration patience) {
        return new Winbind(
                List.of(program.toString(), "--helper-protocol=ntlm-server-1"), patience);
    }

    /** The session base key, if the domain says that the attempt is right. */
    Optional<byte[]> prove(NtlmAttempt attempt) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (var in = process.getOutputStream();
                    var out = process.getInputStream()) {
                in.write(question(attempt).getBytes(StandardCharsets.US_ASCII));
                in.close();
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.atWarn().log("ntlm_auth did not answer in time");
                    return Optional.empty();
                }
                byte[] answer = out.readNBytes(LONGEST_ANSWER);
                return key(fields(new String(answer, StandardCharsets.US_ASCII)));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException failed) {
            LOG.atWarn().setCause(failed).log("ntlm_auth cannot be used");
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Names go as base64 ("::"), so that nothing in them can pass for another line. */
    private static String question(NtlmAttempt attempt) {
        var hex = HexFormat.of();
        return "Username:: %s\nNT-Domain:: %s\nLANMAN-Challenge: %s\nNT-Response: %s\n"
                        .formatted(
                                base64(attempt.userName()),
                                base64(attempt.domainName()),
                                hex.formatHex(attempt.serverChallenge()),
                                hex.formatHex(attempt.response()))
                + "Request-User-Session-Key: Yes\n.\n";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> fields(String answer) {
        var fields = new HashMap<String, String>();
        for (String line : answer.lines().toList()) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 2).strip());
            }
        }
        return fields;
    }

    private static Optional<byte[]> key(Map<String, String> fields) {
        String key = fields.getOrDefault("User-Session-Key", "");
        if (!fields.getOrDefault("Authenticated", "").equals("Yes")
                || key.length() != 2 * SESSION_KEY_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(HexFormat.of().parseHex(key));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
