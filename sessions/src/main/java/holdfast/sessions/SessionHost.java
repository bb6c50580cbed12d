package holdfast.sessions;

import holdfast.sessions.directory.DrainMode;
import holdfast.sessions.directory.SessionDirectory;
import holdfast.sessions.liveness.LinkQuality;
import holdfast.sessions.liveness.LivenessStep;
import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.EventQuery;
import holdfast.sessions.record.SessionEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Every session of this server: who has which, atomically, and what may be done to them.
 *
 * <p>Safe for many threads. No method waits: what takes time comes back as a stage, completed on a
 * thread of the {@code executor}. Each session is an actor behind it, and only its own mailbox
 * changes its state.
 *
 * <pre>{@code
 * var host = new SessionHost(
 *         rules, desktops, SqliteDirectory.openOrReplace(folder), new SystemSessionClock(),
 *         Executors.newVirtualThreadPerTaskExecutor(), Deadlines.DEFAULT);
 * host.start(recovered).toCompletableFuture().get();
 * host.logon(new LogonRequest("alice", "alice", newcomer, false)).thenAccept(admission -> ...);
 * host.activity(port);                   // each input event; costs a field write
 * host.observed(port, livenessStep);     // for the record
 * host.connectionClosed(port, new ConnectionLoss.Broken(evidence), liveness.quality());
 * host.stop(EndReason.SERVER_SHUTDOWN);  // sessions and desktops stay
 * }</pre>
 */
public final class SessionHost {
    /**
     * How long a step may take.
     *
     * @param start a desktop's start, or finding it again
     * @param show until a client shows its session
     * @param gracefulEnd until a logoff becomes a kill
     * @param forcedEnd until a session is given up whose desktop cannot even be killed
     * @param reserve until a new session goes on without its place in the directory on disk
     */
    public record Deadlines(
            Duration start,
            Duration show,
            Duration gracefulEnd,
            Duration forcedEnd,
            Duration reserve) {
        public static final Deadlines DEFAULT =
                new Deadlines(
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2));
    }

    public SessionHost(
            SessionRules.Source rules,
            SessionDesktops desktops,
            SessionDirectory directory,
            SessionClock clock,
            Executor executor,
            Deadlines deadlines) {}

    /**
     * Reads the directory and finds the desktops of all live sessions again. Logons are taken from
     * this call on: one whose session is still being found waits for it.
     *
     * @param recovered sessions whose leaders were found on this machine; those the directory does
     *     not know are taken into it
     * @return completes when every session is found or given up
     */
    public CompletionStage<Void> start(List<RecoveredSession> recovered) {
        throw new UnsupportedOperationException();
    }

    /**
     * Closes every connection with this reason and the directory last. Desktops go on; the next
     * {@link #start} finds them.
     */
    public CompletionStage<Void> stop(EndReason reason) {
        throw new UnsupportedOperationException();
    }

    /** A user who proved an identity wants a session. */
    public CompletionStage<Admission> logon(LogonRequest request) {
        throw new UnsupportedOperationException();
    }

    /** A client shows a cookie. {@link Refusal.CookieNotAccepted} means: an ordinary logon. */
    public CompletionStage<Admission> reconnectByCookie(CookieRequest request) {
        throw new UnsupportedOperationException();
    }

    /** The connection is gone, whoever it belonged to; harmless when it belonged to nobody. */
    public void connectionClosed(ConnectionPort port, ConnectionLoss why, LinkQuality quality) {}

    /** The user typed or moved. May be called for every event. */
    public void activity(ConnectionPort port) {}

    /** What liveness saw, for the record. */
    public void observed(ConnectionPort port, LivenessStep step) {}

    /** A desktop ended by itself. */
    public void desktopEnded(int session, DesktopExit exit) {}

    /** Settings changed: limits of running sessions are looked at again. */
    public void rulesChanged() {}

    /** A listener accepts connections; it is in the list as {@code Listen}. */
    public void listenerStarted(String connection, String address) {}

    /** A listener accepts no more. */
    public void listenerStopped(String connection) {}

    /**
     * A client shows the logon screen; it is in the list as {@code Conn} until it is admitted or
     * closed.
     */
    public void atLogonScreen(Newcomer newcomer) {}

    /**
     * Notes what only the server sees: {@link EventKind#AUTHENTICATED}, {@link
     * EventKind#SECURITY_LOGON_FAILED}, {@link EventKind#CONNECTION_RECEIVED}, …
     */
    public void note(
            EventKind kind,
            String user,
            String connection,
            String client,
            String address,
            String detail) {}

    /** {@code query session}: sessions by id, then clients at the logon screen, then listeners. */
    public List<SessionView> query() {
        throw new UnsupportedOperationException();
    }

    /** Takes the client off; the session goes on. */
    public CompletionStage<OperatorAnswer> disconnect(int session, Requester by) {
        throw new UnsupportedOperationException();
    }

    /** Ends the session and lets its programs save. */
    public CompletionStage<OperatorAnswer> logoff(int session, Requester by) {
        throw new UnsupportedOperationException();
    }

    /** Ends the session at once. */
    public CompletionStage<OperatorAnswer> reset(int session, Requester by) {
        throw new UnsupportedOperationException();
    }

    /**
     * {@code tscon}: shows {@code session} at the client that shows {@code destination} now, which
     * becomes disconnected.
     */
    public CompletionStage<OperatorAnswer> connect(int session, int destination) {
        throw new UnsupportedOperationException();
    }

    /**
     * Shows a message to the user of a session.
     *
     * @param timeout zero: until answered
     */
    public CompletionStage<MessageAnswer> message(
            int session, String title, String text, Duration timeout) {
        throw new UnsupportedOperationException();
    }

    /** Whether new logons are taken. */
    public DrainMode drain() {
        throw new UnsupportedOperationException();
    }

    /** Sets whether new logons are taken; kept in the directory. */
    public void drain(DrainMode mode) {}

    /** Events, oldest first: those on disk, and those that are not there yet. */
    public CompletionStage<List<SessionEvent>> events(EventQuery query) {
        throw new UnsupportedOperationException();
    }

    /**
     * Tells every event from now on, in order. The consumer returns at once.
     *
     * @return closes the subscription
     */
    public AutoCloseable follow(Consumer<SessionEvent> consumer) {
        throw new UnsupportedOperationException();
    }
}
