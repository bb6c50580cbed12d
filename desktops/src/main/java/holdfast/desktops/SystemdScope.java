package holdfast.desktops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transient scope units of systemd, systemd.scope(5), for what outlives the server. A service's
 * processes end with it, whatever sessions and process groups they made for themselves: they stay
 * in its cgroup. A scope is a cgroup of its own, and where it lies decides which limits hold.
 *
 * <p>Only root may ask the system's manager for one. Where that or systemd is missing, commands
 * stay as they are. Safe for any thread.
 */
public final class SystemdScope {
    private static final Logger log = LoggerFactory.getLogger(SystemdScope.class);

    /** Exists where systemd is what started the machine, sd_booted(3). */
    private static final Path BOOTED = Path.of("/run/systemd/system");

    private static final long PATIENCE_SECONDS = 5;

    private static final List<String> RUN =
            List.of("systemd-run", "--quiet", "--no-ask-password", "--collect", "--scope");

    /**
     * Else a scope ends as a whole when the kernel kills one of its processes for want of memory:
     * the desktop with the browser tab. Known since systemd 253; before, nothing else ended.
     */
    private static final String OTHERS_GO_ON = "--property=OOMPolicy=continue";

    private SystemdScope() {}

    /** Around what runs as {@code user}, in that user's slice and so under its limits. */
    public static List<String> ofSession(OsUser user) {
        return around("Holdfast session of " + user.name(), "user-" + user.uid() + ".slice");
    }

    /** Around a helper of the server that serves several sessions. */
    public static List<String> ofHelper(String description) {
        return around(description, "system.slice");
    }

    /** What to put in front of a command; it replaces itself by the command. */
    private static List<String> around(String description, String slice) {
        if (Asked.PREFIX.isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>(Asked.PREFIX);
        all.add("--slice=" + slice);
        all.add("--description=" + description);
        all.add("--");
        return all;
    }

    /** What this machine's systemd takes, asked once. */
    private static final class Asked {
        static final List<String> PREFIX = ask();

        private static List<String> ask() {
            if (!Files.isDirectory(BOOTED) || !OsUser.current().isRoot()) {
                return List.of();
            }
            List<String> full = new ArrayList<>(RUN);
            full.add(OTHERS_GO_ON);
            String problem = problem(full);
            if (problem.isEmpty()) {
                return full;
            }
            problem = problem(RUN);
            if (problem.isEmpty()) {
                return RUN;
            }
            log.atWarn()
                    .addKeyValue("reason", problem)
                    .log(
                            "systemd gives sessions no scope of their own; stopping the server's"
                                    + " service ends them unless its unit has KillMode=process");
            return List.of();
        }

        /** Empty where it works. */
        private static String problem(List<String> prefix) {
            List<String> command = new ArrayList<>(prefix);
            command.addAll(List.of("--", "true"));
            try {
                Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
                process.getOutputStream().close();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return "systemd-run does not answer";
                }
                String said =
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return process.exitValue() == 0
                        ? ""
                        : "systemd-run ends with " + process.exitValue() + ": " + said.strip();
            } catch (IOException e) {
                return String.valueOf(e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "interrupted";
            }
        }
    }
}
