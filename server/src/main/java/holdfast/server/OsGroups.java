package holdfast.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The groups of the operating system's users, those of a domain included. */
final class OsGroups {
    private static final Logger log = LoggerFactory.getLogger(OsGroups.class);
    private static final long PATIENCE_SECONDS = 10;

    private OsGroups() {}

    /** The names of the groups of {@code user}; none where they cannot be read. Waits. */
    static List<String> of(String user) {
        try {
            Process id =
                    new ProcessBuilder("id", "-Gnz", "--", user)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            id.getOutputStream().close();
            byte[] names = id.getInputStream().readAllBytes();
            if (!id.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || id.exitValue() != 0) {
                id.destroyForcibly();
                return List.of();
            }
            return Arrays.stream(new String(names, StandardCharsets.UTF_8).split("\0", -1))
                    .filter(name -> !name.isEmpty())
                    .toList();
        } catch (IOException e) {
            log.atWarn().setCause(e).log("The groups of {} cannot be read", user);
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
