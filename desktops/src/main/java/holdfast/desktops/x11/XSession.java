package holdfast.desktops.x11;

import holdfast.desktops.DesktopEnd;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.Leader;
import holdfast.desktops.OsUser;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes and files of one session, whoever started them. Safe for any thread. */
final class XSession {
    private static final Logger log = LoggerFactory.getLogger(XSession.class);

    /** How long a session may take to end in order. */
    private static final Duration ORDERLY = Duration.ofSeconds(5);

    private static final Duration STEP = Duration.ofMillis(20);
    private static final int OUTPUT_BYTES = 4096;
    private static final int STATUS_BYTES = 64;

    /** A program that fails sooner than this has said why, most likely. */
    private static final int EARLY_FAILURE_SECONDS = 10;

    /** Nobody logs off that fast. */
    private static final int EARLY_SECONDS = 3;

    private final String key;
    private final SessionFolder folder;
    private final OsUser user;
    private final OsUser self;
    private volatile SessionState state;

    XSession(String key, SessionFolder folder, OsUser user, OsUser self, SessionState state) {
        this.key = key;
        this.folder = folder;
        this.user = user;
        this.self = self;
        this.state = state;
    }

    String key() {
        return key;
    }

    Leader leader() {
        return state.leader();
    }

    SessionState state() {
        return state;
    }

    /** Keeps the size for a server to come. */
    void sized(DisplaySize size) {
        if (!size.equals(state.size())) {
            state = state.withSize(size);
            try {
                state.write(folder.path());
            } catch (IOException e) {
                log.atWarn()
                        .addKeyValue("session", key)
                        .log("The size cannot be kept: {}", e.getMessage());
            }
        }
    }

    /** The last that the session's programs printed. */
    String lastOutput() {
        return folder.tail("log", user, self, OUTPUT_BYTES).strip();
    }

    /** The last that its X server said. */
    String lastServerOutput() {
        return folder.tail("server.log", user, self, OUTPUT_BYTES).strip();
    }

    /** The display number that the leader has left in a file. */
    Optional<Integer> displayFile() {
        try {
            String text = folder.tail("display", user, self, STATUS_BYTES).strip();
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** Waits for the leader's end; false when it lives on. */
    boolean awaitEnd(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean alive = leader().isAlive();
        while (alive && System.nanoTime() - deadline < 0) {
            try {
                Thread.sleep(STEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            alive = leader().isAlive();
        }
        return !alive;
    }

    /** Asks the leader to end the session, and makes sure that it does. Waits some seconds. */
    void end() {
        if (!leader().isAlive()) {
            return;
        }
        Libc.kill(leader().pid(), Libc.SIGTERM);
        if (!awaitEnd(ORDERLY) && leader().isAlive()) {
            log.atWarn()
                    .addKeyValue("session", key)
                    .log("The session does not end, so it is killed");
            Libc.kill(-leader().pid(), Libc.SIGKILL);
            Libc.kill(leader().pid(), Libc.SIGKILL);
            boolean unused = awaitEnd(ORDERLY);
        }
    }

    /** Why the session is over; its leader is gone. */
    DesktopEnd verdict() {
        String[] exit = folder.tail("exit", user, self, STATUS_BYTES).strip().split(" ");
        if (exit.length != 3) {
            return new DesktopEnd.Failed(with("The session's leader is gone.", lastOutput()));
        }
        try {
            int status = Integer.parseInt(exit[0]);
            int seconds = Integer.parseInt(exit[1]);
            if (exit[2].equals("server")) {
                return new DesktopEnd.Failed(with("The X server has ended.", lastServerOutput()));
            }
            boolean early =
                    seconds < EARLY_SECONDS || status != 0 && seconds < EARLY_FAILURE_SECONDS;
            return early
                    ? new DesktopEnd.Failed(with(ranFor(seconds, status), lastOutput()))
                    : new DesktopEnd.ProgramFinished(status);
        } catch (NumberFormatException e) {
            return new DesktopEnd.Failed(with("The session's leader left no word.", lastOutput()));
        }
    }

    private static String ranFor(int seconds, int status) {
        return "The session's program ended after "
                + (seconds < 1 ? "less than a second" : seconds + " seconds")
                + " with status "
                + status
                + ".";
    }

    private static String with(String message, String output) {
        return output.isEmpty() ? message : message + " Its last output:\n" + output;
    }
}
