package holdfast.logon.pam;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Leads one session for PAM, as a program of its own that root starts: {@code SERVICE USER GID
 * COMMAND...}. Establishes credentials, opens the PAM session, runs the command with the
 * environment that PAM's modules want, and closes the session when the command has ended. A session
 * that PAM refuses is told by a line {@code refused: WHY} on standard output.
 *
 * <p>Modules change the process that opens a session (limits, name spaces, key rings, audit and
 * systemd's scope), which is why a session has one of its own. What they change of the calling
 * thread only is inherited too, because the same thread starts the command. The command is expected
 * to become the user, to lead a process group, and to have the parent's death end it.
 */
@SuppressWarnings("restricted")
public final class SessionHolder {
    /** What PAM's modules call the terminal of a remote desktop. */
    private static final String TERMINAL = "rdp";

    /** Not SIGHUP: whoever starts the server with nohup has it ignored by all that comes of it. */
    private static final int SIGTERM = 15;

    private static final int SIGKILL = 9;

    /** Whoever ends a session kills this process a second later. */
    private static final long ORDERLY_SECONDS = 4;

    private final MethodHandle initgroups = libc("initgroups", ADDRESS, JAVA_INT);
    private final MethodHandle kill = libc("kill", JAVA_INT, JAVA_INT);
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean stopping;
    private @Nullable Process command;

    private SessionHolder() {}

    private static MethodHandle libc(String name, java.lang.foreign.MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_INT, arguments));
    }

    public static void main(String[] arguments) {
        var holder = new SessionHolder();
        // Signals that end a JVM run its hooks, while the main thread goes on.
        Runtime.getRuntime().addShutdownHook(new Thread(holder::hangUp));
        int status;
        try {
            status = holder.hold(arguments);
        } finally {
            holder.over.countDown();
        }
        System.exit(status);
    }

    private int hold(String[] arguments) {
        String service = arguments[0];
        String user = arguments[1];
        List<String> words = Arrays.asList(arguments).subList(3, arguments.length);
        try {
            initialiseGroups(user, Integer.parseUnsignedInt(arguments[2]));
            try (PamSession session =
                    PamSession.open(service, user, TERMINAL, "", Optional.empty())) {
                Process started = start(words, session);
                return started == null ? 1 : started.waitFor();
            }
        } catch (PamException | IOException refused) {
            System.out.println(
                    "refused: the session of %s by the PAM service %s: %s"
                            .formatted(user, service, refused.getMessage()));
            return 1;
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private synchronized @Nullable Process start(List<String> words, PamSession session)
            throws IOException {
        if (stopping) {
            return null;
        }
        var builder = new ProcessBuilder(words).inheritIO();
        builder.environment().putAll(session.environment());
        command = builder.start();
        return command;
    }

    /** Ends the command, in the end by force, and waits until PAM knows. */
    private void hangUp() {
        Process running = stop();
        try {
            if (running != null) {
                signal(running.pid(), SIGTERM);
                if (!running.waitFor(ORDERLY_SECONDS, TimeUnit.SECONDS)) {
                    signal(-running.pid(), SIGKILL);
                }
            }
            over.await();
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Process stop() {
        stopping = true;
        return command != null && command.isAlive() ? command : null;
    }

    /** The user's groups come before the credentials, to which modules add some. */
    private void initialiseGroups(String user, int gid) throws IOException {
        int failed;
        try (var arena = Arena.ofConfined()) {
            failed = (int) initgroups.invokeExact(arena.allocateFrom(user), gid);
        } catch (Throwable broken) {
            throw new LinkageError("initgroups", broken);
        }
        if (failed != 0) {
            throw new IOException("the groups of " + user + " cannot be set");
        }
    }

    private void signal(long pid, int number) {
        try {
            int ended = (int) kill.invokeExact((int) pid, number);
        } catch (Throwable failed) {
            throw new LinkageError("kill", failed);
        }
    }
}
