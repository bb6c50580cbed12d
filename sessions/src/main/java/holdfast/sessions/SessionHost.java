package holdfast.sessions;

import holdfast.sessions.directory.DirectorySnapshot;
import holdfast.sessions.directory.DrainMode;
import holdfast.sessions.directory.SessionDirectory;
import holdfast.sessions.directory.StoredSession;
import holdfast.sessions.liveness.LinkQuality;
import holdfast.sessions.liveness.LivenessStep;
import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.EventQuery;
import holdfast.sessions.record.SessionEvent;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

    private final ReentrantLock lock = new ReentrantLock();
    // Below: under the lock.
    private final Roll roll = new Roll();
    private final Doorway doorway = new Doorway();
    private final WrongCookies wrongCookies = new WrongCookies();
    private DrainMode drain = DrainMode.OFF;
    private int lastSession;
    private long lastLogon;
    private boolean stopping;

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
                secureRandom(),
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
    }

    private static Supplier<byte[]> secureRandom() {
        var random = new SecureRandom();
        return () -> {
            var bytes = new byte[ArcCookie.LENGTH];
            random.nextBytes(bytes);
            return bytes;
        };
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
        return journal.load().thenComposeAsync(read -> restore(read, recovered), executor);
    }

    private CompletionStage<Void> restore(
            DirectorySnapshot read, List<RecoveredSession> recovered) {
        Map<Integer, StoredSession> rows = new LinkedHashMap<>();
        read.live().forEach(row -> rows.put(row.id(), row));
        for (RecoveredSession leader : recovered) {
            if (read.ended().contains(leader.session())) {
                endLeftOver(leader);
                continue;
            }
            rows.merge(leader.session(), LeaderRows.row(leader), LeaderRows::complement);
        }
        List<CompletableFuture<Void>> settled = new ArrayList<>();
        boolean drainOver = read.drain() == DrainMode.UNTIL_RESTART;
        locked(() -> {
            drain = drainOver ? DrainMode.OFF : read.drain();
            lastSession = rows.keySet().stream().reduce(read.lastSession(), Math::max);
            lastLogon = Math.max(lastLogon, read.lastLogon());
            for (StoredSession row : rows.values()) {
                var session = Session.restore(world, row);
                roll.add(session);
                var found = new CompletableFuture<Void>();
                settled.add(found);
                session.beginAgain(row, found);
            }
        });
        if (drainOver) {
            journal.drain(DrainMode.OFF, List.of(hostEvent(EventKind.DRAIN_CHANGED, "OFF")));
        }
        note(
                EventKind.SERVER_STARTED,
                rows.isEmpty() ? "no session to find again" : rows.size() + " sessions to find");
        return CompletableFuture.allOf(settled.toArray(CompletableFuture[]::new));
    }

    /** An ended session never comes back: its desktop came too late, or outlived its end. */
    private void endLeftOver(RecoveredSession leader) {
        world.desktops()
                .adopt(LeaderRows.row(leader))
                .thenAccept(found -> found.ifPresent(desktop -> desktop.end(false)));
        note(
                EventKind.ENDING,
                leader.user(),
                leader.connection(),
                "",
                "",
                "leader " + leader.leaderPid() + " of ended session " + leader.session());
    }

    /**
     * Closes every connection with this reason and the directory last. Desktops go on; the next
     * {@link #start} finds them.
     */
    public CompletionStage<Void> stop(EndReason reason) {
        Collection<Session> all =
                locked(() -> {
                    stopping = true;
                    return roll.all();
                });
        List<ConnectionPort> guests = locked(doorway::guests);
        guests.forEach(port -> port.close(reason));
        note(EventKind.SERVER_STOPPED, reason.text());
        CompletableFuture<?>[] suspended =
                all.stream()
                        .map(session -> session.suspend(reason).toCompletableFuture())
                        .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(suspended).thenComposeAsync(_ -> journal.close(), executor);
    }

    // ---- Who gets which session

    /** A user who proved an identity wants a session. */
    public CompletionStage<Admission> logon(LogonRequest request) {
        var answer = new CompletableFuture<Admission>();
        long serial =
                locked(() -> {
                    refuseSecondClaim(request.from().port());
                    return ++lastLogon;
                });
        claim(new Claim(request, serial, false, answer));
        return answer;
    }

    private void refuseSecondClaim(ConnectionPort port) {
        if (roll.at(port) != null) {
            throw new IllegalArgumentException(port.name() + " has a session already");
        }
    }

    private void claim(Claim claim) {
        Optional<Admission> refused = locked(() -> choose(claim));
        refused.ifPresent(admission -> {
            if (admission instanceof Admission.Refused(Refusal reason)) {
                journal.note(
                        List.of(
                                event(
                                        EventKind.REFUSED,
                                        claim.request().user(),
                                        claim.from(),
                                        reason.text())));
            }
            executor.execute(() -> claim.answer().complete(admission));
        });
    }

    /**
     * The atomic step: under the lock a claim is given to the one session it is for, which is made
     * if there is none. Nothing slow happens here.
     *
     * @return the answer when there is no session for it
     */
    private Optional<Admission> choose(Claim claim) {
        LogonRequest request = claim.request();
        SessionRules rules = world.rules().rulesFor(request.user(), request.from().connection());
        if (stopping) {
            return refused(new Refusal.Stopping());
        }
        Session chosen = null;
        switch (request.choice()) {
            case LogonRequest.Choice.Existing(int id) -> {
                chosen =
                        roll.byId(id)
                                .filter(session -> session.user().equals(request.user()))
                                .orElse(null);
                if (chosen == null) {
                    return refused(new Refusal.NoSuchSession(id));
                }
            }
            case LogonRequest.Choice.Another _ -> {
                if (rules.singleSession()) {
                    chosen = roll.theOneOf(request.user()).orElse(null);
                }
            }
            case LogonRequest.Choice.ByRules _ -> {
                if (rules.singleSession()) {
                    chosen = roll.theOneOf(request.user()).orElse(null);
                } else {
                    List<Session> waiting = roll.waiting(request.user());
                    if (waiting.size() > 1) {
                        return Optional.of(
                                new Admission.Choose(waiting.stream().map(Session::view).toList()));
                    }
                    chosen = waiting.isEmpty() ? null : waiting.getFirst();
                }
            }
        }
        return chosen == null ? create(claim, rules) : give(claim, chosen);
    }

    private Optional<Admission> give(Claim claim, Session session) {
        hold(claim.from(), session);
        if (session.offer(claim)) {
            return Optional.empty();
        }
        roll.release(claim.port(), session);
        return refused(new Refusal.Overloaded());
    }

    private Optional<Admission> create(Claim claim, SessionRules rules) {
        String connection = claim.from().connection();
        if (drain != DrainMode.OFF) {
            return refused(new Refusal.Draining());
        }
        if (rules.denyConnections()) {
            return refused(new Refusal.ConnectionsDenied());
        }
        if (roll.connections(connection) >= rules.maxConnections()) {
            return refused(new Refusal.TooManyConnections(rules.maxConnections()));
        }
        var session = Session.create(world, ++lastSession, claim, rules.singleSession());
        roll.add(session);
        hold(claim.from(), session);
        session.begin(claim);
        return Optional.empty();
    }

    private void hold(Newcomer newcomer, Session session) {
        doorway.left(newcomer.port());
        roll.hold(newcomer.port(), newcomer.connection(), session);
    }

    private static Optional<Admission> refused(Refusal reason) {
        return Optional.of(new Admission.Refused(reason));
    }

    /** A client shows a cookie. {@link Refusal.CookieNotAccepted} means: an ordinary logon. */
    public CompletionStage<Admission> reconnectByCookie(CookieRequest request) {
        String address = request.from().address();
        var verdict = new CompletableFuture<Admission>();
        locked(() -> {
            refuseSecondClaim(request.from().port());
            if (stopping) {
                answer(verdict, new Refusal.Stopping());
            } else if (wrongCookies.tooMany(address, clock.nanos())) {
                answer(verdict, new Refusal.CookieNotAccepted(CookieFault.TOO_MANY_WRONG));
            } else {
                verify(request, verdict);
            }
        });
        return verdict.thenApply(admission -> {
            if (admission instanceof Admission.Refused(Refusal.CookieNotAccepted(CookieFault fault))
                    && fault == CookieFault.WRONG) {
                locked(() -> wrongCookies.wrong(address, clock.nanos()));
            }
            return admission;
        });
    }

    private void verify(CookieRequest request, CompletableFuture<Admission> verdict) {
        Optional<Session> session = roll.byId(request.logonId());
        if (session.isEmpty()) {
            executor.execute(
                    () -> CookieJar.checkNothing(request.verifier(), request.clientRandom()));
            journal.note(List.of(event(EventKind.COOKIE_REFUSED, "", request.from(), "WRONG")));
            answer(verdict, new Refusal.CookieNotAccepted(CookieFault.WRONG));
        } else if (!session.get().offer(request, verdict)) {
            answer(verdict, new Refusal.Overloaded());
        }
    }

    private void answer(CompletableFuture<Admission> answer, Refusal reason) {
        executor.execute(() -> answer.complete(new Admission.Refused(reason)));
    }

    // ---- What connections and desktops report

    /** The connection is gone, whoever it belonged to; harmless when it belonged to nobody. */
    public void connectionClosed(ConnectionPort port, ConnectionLoss why, LinkQuality quality) {
        Session session =
                locked(() -> {
                    doorway.left(port);
                    return roll.at(port);
                });
        if (session != null) {
            session.connectionClosed(port, why, quality);
        }
    }

    /** The user typed or moved. May be called for every event. */
    public void activity(ConnectionPort port) {
        Session session = roll.at(port);
        if (session != null) {
            session.activity();
        }
    }

    /**
     * What liveness saw, for the record. Questions and heartbeats are not recorded one by one. A
     * verdict is reported with {@link #connectionClosed}.
     */
    public void observed(ConnectionPort port, LivenessStep step) {
        switch (step) {
            case LivenessStep.SilenceBegan(Duration lasting) ->
                    observed(port, EventKind.SILENCE_BEGAN, seconds(lasting));
            case LivenessStep.SilenceEnded(Duration lasted, int questions) ->
                    observed(
                            port,
                            EventKind.SILENCE_ENDED,
                            seconds(lasted) + ", " + questions + " questions");
            case LivenessStep.OwnStall(Duration lasted) ->
                    observed(port, EventKind.OWN_STALL, seconds(lasted));
            case LivenessStep.AskRtt _, LivenessStep.SendHeartbeat _, LivenessStep.Broken _ -> {}
        }
    }

    private void observed(ConnectionPort port, EventKind kind, String detail) {
        Session session = roll.at(port);
        if (session != null) {
            session.note(kind, detail);
        }
    }

    private static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }

    /** A desktop ended by itself. */
    public void desktopEnded(int session, DesktopExit exit) {
        locked(() -> roll.byId(session)).ifPresent(found -> found.desktopEnded(exit));
    }

    /** Settings changed: limits of running sessions are looked at again. */
    public void rulesChanged() {
        locked(roll::all).forEach(Session::rulesChanged);
    }

    /** A listener accepts connections; it is in the list as {@code Listen}. */
    public void listenerStarted(String connection, String address) {
        locked(() -> doorway.open(connection, address));
        note(EventKind.LISTENER_STARTED, "", connection, "", address, connection);
    }

    /** A listener accepts no more. */
    public void listenerStopped(String connection) {
        locked(() -> doorway.close(connection));
        note(EventKind.LISTENER_STOPPED, "", connection, "", "", connection);
    }

    /**
     * A client shows the logon screen; it is in the list as {@code Conn} until it is admitted or
     * closed.
     */
    public void atLogonScreen(Newcomer newcomer) {
        locked(() -> doorway.arrived(newcomer, clock.nanos()));
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

    private void note(EventKind kind, String detail) {
        note(kind, "", "", "", "", detail);
    }

    private SessionEvent hostEvent(EventKind kind, String detail) {
        return new SessionEvent(0, clock.instant(), kind, 0, "", "", "", "", 0, detail);
    }

    private SessionEvent event(EventKind kind, String user, Newcomer from, String detail) {
        return new SessionEvent(
                0,
                clock.instant(),
                kind,
                0,
                user,
                from.connection(),
                from.clientName(),
                from.address(),
                0,
                detail);
    }

    // ---- What operators ask for

    /** {@code query session}: sessions by id, then clients at the logon screen, then listeners. */
    public List<SessionView> query() {
        return locked(() -> {
            List<SessionView> views = new ArrayList<>();
            roll.all().forEach(session -> views.add(session.view()));
            views.addAll(doorway.views(clock.nanos()));
            return views;
        });
    }

    /** Takes the client off; the session goes on. */
    public CompletionStage<OperatorAnswer> disconnect(int session, Requester by) {
        return locked(() -> roll.byId(session))
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
        return locked(() -> roll.byId(session))
                .map(found -> found.end(by, graceful))
                .orElseGet(() -> CompletableFuture.completedFuture(sendAway(session)));
    }

    /** A client at the logon screen has a number too. */
    private OperatorAnswer sendAway(int id) {
        Optional<ConnectionPort> guest = locked(() -> doorway.guest(id));
        guest.ifPresent(port -> {
            locked(() -> doorway.left(port));
            port.close(EndReason.OPERATOR_DISCONNECT);
        });
        return guest.isPresent() ? new OperatorAnswer.Done() : new OperatorAnswer.NotFound(id);
    }

    /**
     * {@code tscon}: shows {@code session} at the client that shows {@code destination} now, which
     * becomes disconnected.
     */
    public CompletionStage<OperatorAnswer> connect(int session, int destination) {
        Session shown = locked(() -> roll.byId(session)).orElse(null);
        Session left = locked(() -> roll.byId(destination)).orElse(null);
        if (shown == null || left == null) {
            return CompletableFuture.completedFuture(
                    new OperatorAnswer.NotFound(shown == null ? session : destination));
        }
        if (shown == left) {
            return CompletableFuture.completedFuture(new OperatorAnswer.Done());
        }
        return left.giveUpClient(session)
                .thenCompose(client ->
                        client.map(claim -> moveClient(claim, shown))
                                .orElseGet(() ->
                                        CompletableFuture.completedFuture(
                                                new OperatorAnswer.NotPossible(
                                                        destination,
                                                        "No client is connected" + " to it."))));
    }

    private CompletionStage<OperatorAnswer> moveClient(Claim client, Session shown) {
        var admitted = new CompletableFuture<Admission>();
        var request =
                new LogonRequest(
                        shown.user(),
                        "",
                        client.from(),
                        new LogonRequest.Choice.Existing(shown.id()),
                        true);
        claim(new Claim(request, locked(() -> ++lastLogon), false, admitted));
        return admitted.thenApply(admission -> {
            if (admission instanceof Admission.Refused(Refusal reason)) {
                client.port().close(EndReason.OPERATOR_DISCONNECT);
                return new OperatorAnswer.NotPossible(shown.id(), reason.text());
            }
            return new OperatorAnswer.Done();
        });
    }

    /**
     * Shows a message to the user of a session.
     *
     * @param timeout zero: until answered
     */
    public CompletionStage<MessageAnswer> message(
            int session, String title, String text, Duration timeout) {
        return locked(() -> roll.byId(session))
                .map(found -> found.message(title, text, timeout))
                .orElseGet(() -> CompletableFuture.completedFuture(MessageAnswer.NOT_SHOWN));
    }

    /** How many events were not recorded because too many waited to be; for metrics. */
    public long eventsTurnedAway() {
        return journal.turnedAway();
    }

    /** Whether new logons are taken. */
    public DrainMode drain() {
        return locked(() -> drain);
    }

    /** Sets whether new logons are taken; kept in the directory. */
    public CompletionStage<Void> drain(DrainMode mode) {
        locked(() -> drain = mode);
        return journal.drain(mode, List.of(hostEvent(EventKind.DRAIN_CHANGED, mode.name())));
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

    // ---- The lock

    private <T extends @Nullable Object> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    /** What sessions tell of themselves. Called from their mailboxes, which never hold the lock. */
    private final class KnownSessions implements Surroundings.Registry {
        @Override
        public void hold(Newcomer newcomer, Session session) {
            locked(() -> SessionHost.this.hold(newcomer, session));
        }

        @Override
        public void release(ConnectionPort port, Session session) {
            locked(() -> roll.release(port, session));
        }

        @Override
        public void over(Session session) {
            locked(() -> roll.remove(session));
        }

        @Override
        public void again(Claim claim) {
            if (claim.byCookie()) {
                answer(claim.answer(), new Refusal.CookieNotAccepted(CookieFault.WRONG));
            } else {
                claim(claim);
            }
        }
    }
}
