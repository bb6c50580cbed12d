package holdfast.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A user of this machine that sessions run as, made for a test and removed again, with an empty
 * home. The start files of whoever runs the tests have no part in them: a shell that a test kills
 * may leave a lock behind that every later one waits for. Only root can make users; sessions of a
 * test that somebody else runs are that somebody's.
 */
public final class SessionUser implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final String name;
    private final Path home;
    private final OptionalLong made;

    /**
     * @param made the number of a user that is removed again
     */
    private SessionUser(String name, Path home, OptionalLong made) {
        this.name = name;
        this.home = home;
        this.made = made;
    }

    /** Makes a user whose shell is bash. */
    public static SessionUser make() {
        Path home = Folders.make("home").resolve("user");
        String self = System.getProperty("user.name");
        if (!self.equals("root")) {
            makeFolder(home);
            return new SessionUser(self, home, OptionalLong.empty());
        }
        String name = "hf" + ProcessHandle.current().pid() + "u" + NUMBER.incrementAndGet();
        command("useradd", "-M", "-d", home.toString(), "-s", "/bin/bash", name);
        command("install", "-d", "-o", name, "-m", "700", home.toString());
        long uid = Long.parseLong(command("id", "-u", name).strip());
        return new SessionUser(name, home, OptionalLong.of(uid));
    }

    public String name() {
        return name;
    }

    /** Where the programs of sessions may write. */
    public Path home() {
        return home;
    }

    /** Ends whatever still runs as this user, and removes it with its home. */
    @Override
    public void close() {
        if (made.isPresent()) {
            endProcesses(made.getAsLong());
            command("userdel", name);
        }
        Folders.remove(home.getParent());
    }

    private void endProcesses(long uid) {
        Awaitility.await("the end of what runs as " + name)
                .atMost(PATIENCE)
                .until(() -> {
                    List<ProcessHandle> alive = processes(uid);
                    alive.forEach(ProcessHandle::destroyForcibly);
                    return alive.isEmpty();
                });
    }

    private static List<ProcessHandle> processes(long uid) {
        return ProcessHandle.allProcesses()
                .filter(process -> uid(Path.of("/proc", Long.toString(process.pid()))) == uid)
                .toList();
    }

    private static long uid(Path process) {
        try {
            return Integer.toUnsignedLong(
                    (int) Files.getAttribute(process, "unix:uid", LinkOption.NOFOLLOW_LINKS));
        } catch (IOException gone) {
            return -1;
        }
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String command(String... words) {
        Program.Result result = Program.run(PATIENCE, Map.of(), List.of(words));
        if (result.exitStatus() != 0) {
            throw new AssertionError(String.join(" ", words) + ": " + result.output());
        }
        return result.output();
    }
}
