package holdfast.sessions;

import holdfast.sessions.directory.DrainMode;
import holdfast.sessions.directory.SessionDirectory;
import holdfast.sessions.liveness.LinkQuality;
import holdfast.sessions.liveness.LivenessStep;
import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.EventQuery;
import holdfast.sessions.record.SessionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 * host.observed(port, livenessStep);    // for the record
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

    private static final Logger log = LoggerFactory.getLogger(SessionHost.class);

    private final Surroundings world;
    private final Journal journal;
    private final SessionClock clock;
    private final Executor executor;

    private final HostBooks books = new HostBooks();
    private final Admissions admissions;

    /**
     * @param rules what the settings say
     * @param desktops where desktops come from
     * @param directory opened; the host closes it
     * @param clock the time
     * @param executor runs the sessions' mailboxes; best one virtual thread each
     * @param deadlines how long steps may take
     */
    public SessionHost(
            SessionRules.Source rules,
            SessionDesktops desktops,
            SessionDirectory directory,
            SessionClock clock,
            Executor executor,
            Deadlines deadlines) {
        this(
                rules,
                desktops,
                directory,
                clock,
                executor,
                deadlines,
                // SQLite's calls hold the thread that makes them: not a virtual one. Ends when
                // idle.
                new ThreadPoolExecutor(
                        0,
                        1,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("session-directory").factory()),
                CookieJar.secureRandom(),
                bug -> log.error("A step of a session failed", bug));
    }

    SessionHost(
            SessionRules.Source rules,
            SessionDesktops desktops,
            SessionDirectory directory,
            SessionClock clock,
            Executor executor,
            Deadlines deadlines,
            Executor directoryThread,
            Supplier<byte[]> random,
            Consumer<Throwable> bugs) {
        this.clock = clock;
        this.executor = executor;
        journal = new Journal(directory, clock, directoryThread, bugs);
        world =
                new Surroundings(
                        rules,
                        desktops,
                        clock,
                        executor,
                        deadlines,
                        journal,
                        new KnownSessions(),
                        random,
                        bugs);
        admissions = new Admissions(books, world);
    }

    /**
     * Reads the directory and finds the desktops of all live sessions again. Logons are taken once
     * the directory is read; one whose session is still being found waits for it.
     *
     * @param recovered sessions whose leaders were found on this machine; those the directory does
     *     not know are taken into it
     * @return completes when every session is found or given up; exceptionally with a {@link
     *     holdfast.sessions.directory.DirectoryException} when the directory cannot be read
     */
    public CompletionStage<Void> start(List<RecoveredSession> recovered) {
        return journal.load()
                .thenComposeAsync(
                        read -> new Recovery(books, world).restore(read, recovered), executor);
    }

    /**
     * Closes every connection with this reason and the directory last. Desktops go on; the next
     * {@link #start} finds them.
     */
    public CompletionStage<Void> stop(EndReason reason) {
        Collection<Session> all =
                books.locked(() -> {
                    books.stopping = true;
                    return books.roll.all();
                });
        List<ConnectionPort> guests = books.locked(books.doorway::guests);
        guests.forEach(port -> port.close(reason));
        journal.note(List.of(world.hostEvent(EventKind.SERVER_STOPPED, reason.text())));
        CompletableFuture<?>[] suspended =
                all.stream()
                        .map(session -> session.suspend(reason).toCompletableFuture())
                        .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(suspended).thenComposeAsync(_ -> journal.close(), executor);
    }

    // ---- Who gets which session

    /** A user who proved an identity wants a session. */
    public CompletionStage<Admission> logon(LogonRequest request) {
        return admissions.logon(request);
    }

    /** A client shows a cookie. {@link Refusal.CookieNotAccepted} means: an ordinary logon. */
    public CompletionStage<Admission> reconnectByCookie(CookieRequest request) {
        return admissions.reconnectByCookie(request);
    }

    // ---- What connections and desktops report

    /** The connection is gone, whoever it belonged to; harmless when it belonged to nobody. */
    public void connectionClosed(ConnectionPort port, ConnectionLoss why, LinkQuality quality) {
        Session session =
                books.locked(() -> {
                    books.doorway.left(port);
                    return books.roll.at(port);
                });
        if (session != null) {
            session.connectionClosed(port, why, quality);
        }
    }

    /** The user typed or moved. May be called for every event. */
    public void activity(ConnectionPort port) {
        Session session = books.roll.at(port);
        if (session != null) {
            session.activity();
        }
    }

    /**
     * What liveness saw, for the record. Questions and heartbeats are not recorded one by one. A
     * verdict is reported with {@link #connectionClosed}.
     */
    public void observed(ConnectionPort port, LivenessStep step) {
        Session session = books.roll.at(port);
        if (session != null) {
            session.observed(step);
        }
    }

    /** A desktop ended by itself. */
    public void desktopEnded(int session, DesktopExit exit) {
        books.locked(() -> books.roll.byId(session)).ifPresent(found -> found.desktopEnded(exit));
    }

    /** Settings changed: limits of running sessions are looked at again. */
    public void rulesChanged() {
        books.locked(books.roll::all).forEach(Session::rulesChanged);
    }

    /** A listener accepts connections; it is in the list as {@code Listen}. */
    public void listenerStarted(String connection, String address) {
        books.locked(() -> books.doorway.open(connection, address));
        note(EventKind.LISTENER_STARTED, "", connection, "", address, connection);
    }

    /** A listener accepts no more. */
    public void listenerStopped(String connection) {
        books.locked(() -> books.doorway.close(connection));
        note(EventKind.LISTENER_STOPPED, "", connection, "", "", connection);
    }

    /**
     * A client shows the logon screen; it is in the list as {@code Conn} until it is admitted or
     * closed.
     */
    public void atLogonScreen(Newcomer newcomer) {
        books.locked(() -> books.doorway.arrived(newcomer, clock.nanos()));
    }

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
            String detail) {
        journal.note(
                List.of(
                        new SessionEvent(
                                0,
                                clock.instant(),
                                kind,
                                0,
                                user,
                                connection,
                                client,
                                address,
                                0,
                                detail)));
    }

    /** How many sessions there are that had their last client at this address. */
    public int lastConnectedFrom(String address) {
        return books.locked(() -> books.roll.lastAt(address));
    }

    /** How many sessions there are. */
    public int count() {
        return books.locked(books.roll::size);
    }

    // ---- What operators ask for

    /** {@code query session}: sessions by id, then clients at the logon screen, then listeners. */
    public List<SessionView> query() {
        return books.locked(() -> {
            List<SessionView> views = new ArrayList<>();
            books.roll.all().forEach(session -> views.add(session.view()));
            views.addAll(books.doorway.views(clock.nanos()));
            return views;
        });
    }

    /** Takes the client off; the session goes on. */
    public CompletionStage<OperatorAnswer> disconnect(int session, Requester by) {
        return books.locked(() -> books.roll.byId(session))
                .map(found -> found.disconnect(by))
                .orElseGet(() -> CompletableFuture.completedFuture(sendAway(session)));
    }

    /** Ends the session and lets its programs save. Answered when it is down. */
    public CompletionStage<OperatorAnswer> logoff(int session, Requester by) {
        return end(session, by, true);
    }

    /** Ends the session at once. Answered when it is down. */
    public CompletionStage<OperatorAnswer> reset(int session, Requester by) {
        return end(session, by, false);
    }

    private CompletionStage<OperatorAnswer> end(int session, Requester by, boolean graceful) {
        return books.locked(() -> books.roll.byId(session))
                .map(found -> found.end(by, graceful))
                .orElseGet(() -> CompletableFuture.completedFuture(sendAway(session)));
    }

    /** A client at the logon screen has a number too. */
    private OperatorAnswer sendAway(int id) {
        Optional<ConnectionPort> guest = books.locked(() -> books.doorway.guest(id));
        guest.ifPresent(port -> {
            books.locked(() -> books.doorway.left(port));
            port.close(EndReason.OPERATOR_DISCONNECT);
        });
        return guest.isPresent() ? new OperatorAnswer.Done() : new OperatorAnswer.NotFound(id);
    }

    /**
     * {@code tscon}: shows {@code session} at the client that shows {@code destination} now, which
     * becomes disconnected.
     */
    public CompletionStage<OperatorAnswer> connect(int session, int destination) {
        return admissions.connect(session, destination);
    }

    /**
     * Shows a message to the user of a session.
     *
     * @param timeout zero: until answered
     */
    public CompletionStage<MessageAnswer> message(
            int session, String title, String text, Duration timeout) {
        return books.locked(() -> books.roll.byId(session))
                .map(found -> found.message(title, text, timeout))
                .orElseGet(() -> CompletableFuture.completedFuture(MessageAnswer.NOT_SHOWN));
    }

    /** Whether new logons are taken. */
    public DrainMode drain() {
        return books.locked(() -> books.drain);
    }

    /** Sets whether new logons are taken; kept in the directory. */
    public CompletionStage<Void> drain(DrainMode mode) {
        books.locked(() -> books.drain = mode);
        return journal.drain(mode, List.of(world.hostEvent(EventKind.DRAIN_CHANGED, mode.name())));
    }

    /** Events, oldest first: those on disk, and those that are not there yet. */
    public CompletionStage<List<SessionEvent>> events(EventQuery query) {
        return journal.events(query);
    }

    /**
     * Tells every event from now on, in order. The consumer returns at once.
     *
     * @return closes the subscription
     */
    public AutoCloseable follow(Consumer<SessionEvent> consumer) {
        return journal.follow(consumer);
    }

    /** What sessions tell of themselves. Called from their mailboxes, which never hold the lock. */
    private final class KnownSessions implements Surroundings.Registry {
        @Override
        public void hold(Newcomer newcomer, Session session) {
            books.locked(() -> admissions.hold(newcomer, session));
        }

        @Override
        public void release(ConnectionPort port, Session session) {
            books.locked(() -> books.roll.release(port, session));
        }

        @Override
        public void over(Session session) {
            books.locked(() -> books.roll.remove(session));
        }

        @Override
        public void again(Claim claim) {
            admissions.again(claim);
        }
    }
}
