package holdfast.sessions;

import holdfast.sessions.directory.SessionState;
import holdfast.sessions.directory.StoredSession;
import holdfast.sessions.liveness.LinkQuality;
import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.SessionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The inside of a session: its state and every step between states. Not safe for many threads; only
 * the mailbox of its {@link Session} runs it, but for what it publishes. No step waits; each that
 * needs the world (a desktop, a client, the directory) leaves the session in a state with a
 * deadline and goes on when the answer or the deadline comes.
 *
 * <pre>
 * INIT --desktop there--> CONNECT_QUERY --client shows it--> ACTIVE
 *   |                          ^   |                            |
 *   |  nobody waits any more   |   | client lost                | lost, closed, limit, taken over
 *   +--------------------> DISCONNECTED <-----------------------+
 * any of these --logoff, reset, limit, desktop over--> RESET --nothing left--> DOWN
 * </pre>
 */
final class SessionLife {
    private static final Duration ADOPT_AGAIN = Duration.ofSeconds(1);

    private final Surroundings world;
    private final Session self;
    private final Mailbox mailbox;
    private final Dossier dossier;
    private final CookieJar cookies;
    private final Exchanges exchanges = new Exchanges();
    private final OpenMessages messages;
    private final Alarm alarm;
    private final List<Claim> afterwards = new ArrayList<>();
    private final List<CompletableFuture<OperatorAnswer>> untilDown = new ArrayList<>();
    private final boolean adopted;

    private SessionState state = SessionState.INIT;
    private SessionRules rules;
    private @Nullable Claim waiter;
    private @Nullable Claim holder;
    private Admission.Way way = Admission.Way.NEW;
    private @Nullable DesktopHandle desktop;
    private @Nullable DesktopExit earlyExit;
    private @Nullable LimitWarning shownWarning;
    private boolean desktopAsked;
    private boolean killing;
    private boolean suspended;
    private long connectedAt;
    private long disconnectedAt;
    private long stateDeadline = Long.MAX_VALUE;
    private long limitsLook = Long.MAX_VALUE;
    private long cookieRenewal = Long.MAX_VALUE;

    // Below: published, for any thread.
    private volatile SessionState lastState = SessionState.INIT;
    private volatile SessionView view;
    private volatile long lastInput;
    private volatile boolean inputAwaited;

    SessionLife(
            Surroundings world,
            Session self,
            Mailbox mailbox,
            Dossier dossier,
            CookieJar cookies,
            boolean adopted) {
        this.world = world;
        this.self = self;
        this.mailbox = mailbox;
        this.dossier = dossier;
        this.cookies = cookies;
        this.adopted = adopted;
        messages = new OpenMessages(world.executor());
        alarm = new Alarm(world.clock(), () -> post(this::look));
        rules = world.rules().rulesFor(dossier.user, dossier.connection());
        lastInput = world.clock().nanos();
        disconnectedAt = lastInput;
        view = dossier.view(state, null);
    }

    // ---- Published

    SessionView view() {
        return view.idleFor(Duration.ofNanos(Math.max(0, nanos() - lastInput)));
    }

    boolean mayBeWaiting() {
        return lastState == SessionState.DISCONNECTED || adopted && lastState == SessionState.INIT;
    }

    void activity() {
        lastInput = nanos();
        if (inputAwaited) {
            inputAwaited = false;
            post(this::look);
        }
    }

    // ---- A new session, or an old one after a restart

    void reserve(Claim claim) {
        waiter = claim;
        stateDeadline =
                nanos() + world.deadlines().start().plus(world.deadlines().reserve()).toNanos();
        CompletableFuture<Void> reserved = save(event(EventKind.RESERVED, 0, ""));
        reserved.whenComplete((_, _) -> post(this::startDesktop));
        // A disk that hangs must not keep a user out.
        world.clock().after(world.deadlines().reserve(), () -> post(this::startDesktop));
    }

    private void startDesktop() {
        Claim claim = waiter;
        if (desktopAsked || suspended || state != SessionState.INIT) {
            return;
        }
        desktopAsked = true;
        var display = claim == null ? new DisplayWish(1024, 768, 32) : claim.from().display();
        var request =
                new DesktopRequest(
                        dossier.id, dossier.user, dossier.osUser, dossier.connection(), display);
        WorldCall.staged(() -> world.desktops().start(request))
                .whenComplete((handle, thrown) -> post(() -> started(handle, thrown)));
    }

    private void started(@Nullable DesktopHandle handle, @Nullable Throwable thrown) {
        if (state != SessionState.INIT) {
            endLateDesktop(handle);
        } else if (handle == null) {
            startFailed(WorldCall.reason(thrown));
        } else {
            desktop = handle;
            dossier.hasDesktop(handle, now());
            comeUp(event(EventKind.SHELL_STARTED, 0, dossier.describeDesktop()), Admission.Way.NEW);
        }
    }

    private void comeUp(SessionEvent first, Admission.Way how) {
        Claim claim = waiter;
        waiter = null;
        DesktopExit exit = earlyExit;
        if (exit != null) {
            waiter = claim;
            desktopOver(exit);
        } else if (claim != null && !suspended) {
            attach(claim, how, List.of(first));
        } else {
            becomeDisconnected(List.of(first));
        }
    }

    private void startFailed(String what) {
        answerWaiter(new Refusal.DesktopFailed(what));
        down(List.of(event(EventKind.DESKTOP_FAILED, 0, what)));
    }

    /** The session was given up or ended while its desktop was on its way. */
    private void endLateDesktop(@Nullable DesktopHandle handle) {
        if (handle != null) {
            desktop = handle;
            if (state == SessionState.RESET) {
                endDesktop(false);
            } else {
                WorldCall.staged(() -> handle.end(false));
            }
        } else if (state == SessionState.RESET) {
            down(List.of());
        }
    }

    void findDesktop(StoredSession row, CompletableFuture<Void> settled) {
        if (stateDeadline == Long.MAX_VALUE) {
            stateDeadline = nanos() + world.deadlines().start().toNanos();
        }
        if (state != SessionState.INIT) {
            settled.complete(null);
            return;
        }
        WorldCall.staged(() -> world.desktops().adopt(row))
                .whenComplete((found, thrown) -> post(() -> found(row, found, thrown, settled)));
    }

    private void found(
            StoredSession row,
            @Nullable Optional<DesktopHandle> found,
            @Nullable Throwable thrown,
            CompletableFuture<Void> settled) {
        if (found == null && state == SessionState.INIT) {
            // Its leader may well be alive. Only the deadline gives the session up.
            world.clock().after(ADOPT_AGAIN, () -> post(() -> findDesktop(row, settled)));
            return;
        }
        if (state != SessionState.INIT) {
            endLateDesktop(found == null ? null : found.orElse(null));
        } else if (found == null || found.isEmpty()) {
            down(List.of(event(EventKind.LOST, 0, "its leader is gone")));
        } else {
            adopt(row, found.get());
            if (row.state() == SessionState.RESET) {
                // It was being ended when the server went; that is not undone by a restart.
                end(EndReason.OPERATOR_LOGOFF, true, List.of());
            }
        }
        settled.complete(null);
    }

    private void adopt(StoredSession row, DesktopHandle handle) {
        desktop = handle;
        dossier.hasDesktop(handle, now());
        Instant since = row.disconnectTime();
        if (since == null) {
            dossier.disconnectedAt(now());
            disconnectedAt = nanos();
        } else {
            long away = Math.max(0, Duration.between(since, now()).toNanos());
            disconnectedAt = nanos() - away;
        }
        comeUp(event(EventKind.ADOPTED, 0, dossier.describeDesktop()), Admission.Way.RECONNECTED);
    }

    // ---- Clients come

    void admit(Claim claim) {
        if (suspended) {
            refuse(claim, new Refusal.Stopping());
            return;
        }
        switch (state) {
            case INIT -> waitFor(claim);
            case IDLE, DISCONNECTED ->
                    attach(serialised(claim), Admission.Way.RECONNECTED, List.of());
            case CONNECT_QUERY, ACTIVE, SHADOW -> takeOver(serialised(claim));
            case RESET -> afterwards.add(claim);
            case DOWN -> world.registry().again(claim);
            case CONNECTED, LISTEN ->
                    throw new IllegalStateException("a user's session is never " + state);
        }
    }

    private Claim serialised(Claim claim) {
        return claim.withSerial(exchanges.serialOf(claim, nanos()));
    }

    private void waitFor(Claim claim) {
        Claim before = waiter;
        waiter = claim;
        if (before != null && before.port() != claim.port()) {
            refuse(before, new Refusal.OvertakenWhileWaiting());
            before.port().close(EndReason.TAKEN_OVER);
        }
    }

    private void takeOver(Claim claim) {
        Claim before = holder;
        if (before == null) {
            throw new IllegalStateException(state + " without a client");
        }
        if (exchanges.refuses(claim.serial(), dossier.logonSerial(), nanos())) {
            cookies.dropPrevious();
            save(dossier.event(EventKind.EXCHANGE_STOPPED, now(), claim.from(), ""));
            refuse(claim, new Refusal.NewerLogonHolds());
            return;
        }
        exchanges.thrownOut(before.from(), dossier.logonSerial(), nanos());
        var told =
                dossier.event(EventKind.TAKEN_OVER, now(), claim.from(), before.from().address());
        detachAndClose(EndReason.TAKEN_OVER, List.of(told));
        attach(claim, Admission.Way.TAKEN_OVER, List.of());
    }

    private void attach(Claim claim, Admission.Way how, List<SessionEvent> first) {
        DesktopHandle shown = desktop;
        if (shown == null) {
            throw new IllegalStateException("no desktop in " + state);
        }
        holder = claim;
        way = how;
        rules = world.rules().rulesFor(dossier.user, claim.from().connection());
        dossier.heldBy(claim);
        List<SessionEvent> events = new ArrayList<>(first);
        events.add(event(EventKind.ARBITRATION_BEGAN, 0, ""));
        if (claim.byCookie()) {
            events.add(event(EventKind.COOKIE_USED, 0, ""));
        }
        events.add(event(EventKind.CONNECTING, 0, ""));
        events.add(event(EventKind.ARBITRATION_ENDED, 0, ""));
        limitsLook = Long.MAX_VALUE;
        stateDeadline = nanos() + world.deadlines().show().toNanos();
        become(SessionState.CONNECT_QUERY, events);
        WorldCall.staged(() -> claim.port().show(dossier.id, shown))
                .whenComplete((_, thrown) -> post(() -> shown(claim, thrown)));
        complete(
                claim.answer(),
                new Admission.Admitted(dossier.id, dossier.user, dossier.osUser, how, shown));
    }

    private void shown(Claim claim, @Nullable Throwable thrown) {
        if (holder != claim || state != SessionState.CONNECT_QUERY) {
            return;
        }
        if (thrown != null) {
            notShown("the client did not take the desktop: " + WorldCall.reason(thrown));
            return;
        }
        stateDeadline = Long.MAX_VALUE;
        connectedAt = nanos();
        lastInput = connectedAt;
        limitsLook = connectedAt;
        List<SessionEvent> events =
                way == Admission.Way.NEW
                        ? List.of(
                                event(EventKind.LOGON, 0, ""),
                                event(EventKind.SECURITY_LOGON, 0, ""))
                        : List.of(
                                event(
                                        EventKind.RECONNECTED,
                                        0,
                                        claim.byCookie() ? "by cookie" : "by logon"),
                                event(EventKind.SECURITY_RECONNECTED, 0, ""));
        Optional<ArcCookie> cookie = renewCookie();
        CompletableFuture<Void> written = become(SessionState.ACTIVE, events);
        cookie.ifPresent(fresh -> sendWhenWritten(claim, fresh, written));
        look();
    }

    // ---- Cookies

    void verify(CookieRequest request, CompletableFuture<Admission> answer) {
        CookieJar.Match match = cookies.check(request.verifier(), request.clientRandom());
        long serial = cookies.logonSerial(match);
        CookieFault fault = null;
        if (match == CookieJar.Match.NONE
                || state == SessionState.RESET
                || state == SessionState.DOWN) {
            fault = CookieFault.WRONG;
        } else if (!world.rules()
                .rulesFor(dossier.user, request.from().connection())
                .autoReconnect()) {
            fault = CookieFault.SWITCHED_OFF;
        } else if (!request.mayLogOn().test(dossier.user)) {
            fault = CookieFault.ACCOUNT_REFUSED;
        } else if (holder != null && serial < dossier.logonSerial()) {
            fault = CookieFault.NEWER_LOGON;
        }
        if (fault != null) {
            world.journal()
                    .note(
                            List.of(
                                    dossier.event(
                                            EventKind.COOKIE_REFUSED,
                                            now(),
                                            request.from(),
                                            fault.name())));
            complete(answer, new Admission.Refused(new Refusal.CookieNotAccepted(fault)));
            return;
        }
        if (match == CookieJar.Match.PREVIOUS) {
            cookies.dropPrevious();
        }
        var logon =
                new LogonRequest(
                        dossier.user,
                        dossier.osUser,
                        request.from(),
                        new LogonRequest.Choice.Existing(dossier.id),
                        false);
        world.registry().hold(request.from(), self);
        admit(new Claim(logon, serial, true, answer));
    }

    private Optional<ArcCookie> renewCookie() {
        if (!rules.autoReconnect()) {
            cookieRenewal = Long.MAX_VALUE;
            return Optional.empty();
        }
        cookieRenewal = nanos() + CookieJar.RENEWAL.toNanos();
        return Optional.of(cookies.renew(dossier.id, dossier.logonSerial(), now()));
    }

    /** On disk first: a cookie that the client has and we do not would be worth nothing. */
    private void sendWhenWritten(Claim claim, ArcCookie cookie, CompletableFuture<Void> written) {
        written.whenComplete((_, _) ->
                post(() -> {
                    if (holder == claim) {
                        claim.port().cookie(cookie);
                    }
                }));
    }

    // ---- Clients go

    void lost(ConnectionPort port, ConnectionLoss why, LinkQuality quality) {
        Claim waiting = waiter;
        if (waiting != null && waiting.port() == port) {
            waiter = null;
            refuse(waiting, new Refusal.ConnectionGone());
            return;
        }
        for (Claim claim : afterwards.stream().filter(claim -> claim.port() == port).toList()) {
            afterwards.remove(claim);
            refuse(claim, new Refusal.ConnectionGone());
        }
        Claim held = holder;
        if (held == null || held.port() != port) {
            return;
        }
        List<SessionEvent> link = List.of(event(EventKind.LINK_QUALITY, 0, quality.describe()));
        switch (why) {
            case ConnectionLoss.ClientLeft _ -> detach(EndReason.CLIENT_LEFT, link);
            case ConnectionLoss.UserDisconnected _ ->
                    detachAndClose(EndReason.USER_DISCONNECT, link);
            case ConnectionLoss.Broken(String evidence) -> broken(evidence, link);
            case ConnectionLoss.ProtocolFault(String what) ->
                    broken("the client sent what cannot be understood: " + what, link);
        }
    }

    private void broken(String evidence, List<SessionEvent> first) {
        List<SessionEvent> events = new ArrayList<>(first);
        events.add(event(EventKind.BROKEN, 0, evidence));
        if (rules.onBroken() == SessionRules.Action.END) {
            end(EndReason.CONNECTION_BROKEN, true, events);
        } else {
            detachAndClose(EndReason.CONNECTION_BROKEN, events);
        }
    }

    /** Not the network's fault for certain, so never a reason to end the session. */
    private void notShown(String evidence) {
        detachAndClose(EndReason.CONNECTION_BROKEN, List.of(event(EventKind.BROKEN, 0, evidence)));
    }

    private void detachAndClose(EndReason reason, List<SessionEvent> first) {
        Claim held = holder;
        detach(reason, first);
        if (held != null) {
            held.port().close(reason);
        }
    }

    /** The client is gone or going; whoever calls this closes it, if that is to be done. */
    private void detach(EndReason reason, List<SessionEvent> first) {
        List<SessionEvent> events = new ArrayList<>(first);
        events.add(event(EventKind.DISCONNECT_REASON, reason.eventCode(), reason.text()));
        events.add(event(EventKind.DISCONNECTED, 0, reason.text()));
        events.add(event(EventKind.SECURITY_DISCONNECTED, 0, ""));
        dropClient();
        dossier.disconnectedAt(now());
        disconnectedAt = nanos();
        becomeDisconnected(events);
    }

    private void becomeDisconnected(List<SessionEvent> events) {
        if (dossier.disconnectTime() == null) {
            dossier.disconnectedAt(now());
            disconnectedAt = nanos();
        }
        stateDeadline = Long.MAX_VALUE;
        cookieRenewal = Long.MAX_VALUE;
        limitsLook = nanos();
        become(SessionState.DISCONNECTED, events);
        look();
    }

    private void dropClient() {
        Claim held = holder;
        holder = null;
        inputAwaited = false;
        shownWarning = null;
        messages.notShown();
        if (held != null) {
            world.registry().release(held.port(), self);
        }
    }

    OperatorAnswer disconnectedBy(Requester by) {
        Claim held = holder;
        if (state == SessionState.DOWN) {
            return new OperatorAnswer.NotFound(dossier.id);
        }
        if (held == null) {
            return new OperatorAnswer.NotPossible(
                    dossier.id, "No client is connected to it (" + state.shortName() + ").");
        }
        detachAndClose(
                by == Requester.USER ? EndReason.USER_DISCONNECT : EndReason.OPERATOR_DISCONNECT,
                List.of());
        return new OperatorAnswer.Done();
    }

    @Nullable Claim handOver(int toSession) {
        Claim held = holder;
        if (held == null || state != SessionState.ACTIVE) {
            return null;
        }
        if (shownWarning != null) {
            held.port().warn(Optional.empty());
        }
        detach(
                EndReason.OPERATOR_DISCONNECT,
                List.of(event(EventKind.DISCONNECTED_BY_SESSION, toSession, "")));
        return held;
    }

    void letGo(EndReason reason) {
        suspended = true;
        answerWaiter(new Refusal.Stopping());
        for (Claim claim : List.copyOf(afterwards)) {
            refuse(claim, new Refusal.Stopping());
        }
        afterwards.clear();
        if (holder != null) {
            detachAndClose(reason, List.of());
        }
        stateDeadline = Long.MAX_VALUE;
        limitsLook = Long.MAX_VALUE;
        cookieRenewal = Long.MAX_VALUE;
    }

    // ---- The end

    /** An operator ends it; answered when it is down. */
    void end(Requester by, boolean graceful, CompletableFuture<OperatorAnswer> answer) {
        if (state == SessionState.DOWN) {
            complete(answer, new OperatorAnswer.NotFound(dossier.id));
            return;
        }
        untilDown.add(answer);
        EndReason reason = by == Requester.USER ? EndReason.USER_LOGOFF : EndReason.OPERATOR_LOGOFF;
        end(reason, graceful, List.of());
    }

    void desktopOver(DesktopExit exit) {
        if (suspended) {
            // One that lives in the server's process ends with it; the next start sees to it.
            return;
        }
        switch (state) {
            case INIT -> {
                earlyExit = exit;
                if (desktop != null) {
                    answerWaiter(new Refusal.DesktopFailed("it ended at once: " + exit.detail()));
                    end(EndReason.DESKTOP_FAILED, false, List.of());
                }
            }
            case RESET, DOWN -> {}
            default -> {
                var failed =
                        exit.failed()
                                ? List.of(event(EventKind.DESKTOP_FAILED, 0, exit.detail()))
                                : List.<SessionEvent>of();
                end(exit.failed() ? EndReason.DESKTOP_FAILED : EndReason.USER_LOGOFF, true, failed);
            }
        }
    }

    private void end(EndReason reason, boolean graceful, List<SessionEvent> first) {
        if (state == SessionState.DOWN) {
            return;
        }
        if (state == SessionState.RESET) {
            if (!graceful && !killing && desktop != null) {
                endDesktop(false);
            }
            return;
        }
        List<SessionEvent> events = new ArrayList<>(first);
        events.add(event(EventKind.ENDING, 0, reason.text()));
        answerWaiter(new Refusal.DesktopFailed(reason.text()));
        Claim held = holder;
        if (held != null) {
            events.add(event(EventKind.DISCONNECT_REASON, reason.eventCode(), reason.text()));
            dropClient();
        }
        limitsLook = Long.MAX_VALUE;
        cookieRenewal = Long.MAX_VALUE;
        become(SessionState.RESET, events);
        if (held != null) {
            held.port().close(reason);
        }
        if (desktop != null) {
            endDesktop(graceful);
        } else {
            // It is being started or looked for, and ended when it comes.
            killing = true;
            stateDeadline = nanos() + world.deadlines().forcedEnd().toNanos();
            if (!desktopAsked && !adopted) {
                down(List.of());
            }
        }
    }

    private void endDesktop(boolean graceful) {
        DesktopHandle ended = desktop;
        if (ended == null) {
            return;
        }
        killing = !graceful;
        Duration patience =
                graceful ? world.deadlines().gracefulEnd() : world.deadlines().forcedEnd();
        stateDeadline = nanos() + patience.toNanos();
        WorldCall.staged(() -> ended.end(graceful))
                .whenComplete((_, thrown) -> post(() -> desktopGone(graceful, thrown)));
    }

    private void desktopGone(boolean graceful, @Nullable Throwable thrown) {
        if (state != SessionState.RESET) {
            return;
        }
        if (thrown == null) {
            down(List.of());
        } else if (graceful && !killing) {
            endDesktop(false);
        }
    }

    private void down(List<SessionEvent> first) {
        List<SessionEvent> events = new ArrayList<>(first);
        if (dossier.loggedOn()) {
            events.add(event(EventKind.LOGOFF, 0, ""));
            events.add(event(EventKind.SECURITY_LOGOFF, 0, ""));
        } else if (events.isEmpty()) {
            events.add(event(EventKind.LOGOFF, 0, "It never had a desktop."));
        }
        stateDeadline = Long.MAX_VALUE;
        limitsLook = Long.MAX_VALUE;
        become(SessionState.DOWN, events);
        Claim waiting = waiter;
        waiter = null;
        if (waiting != null) {
            afterwards.add(waiting);
        }
        world.registry().over(self);
        for (Claim claim : afterwards) {
            world.registry().release(claim.port(), self);
            world.registry().again(claim);
        }
        afterwards.clear();
        untilDown.forEach(answer -> complete(answer, new OperatorAnswer.Done()));
        untilDown.clear();
    }

    // ---- Time

    void look() {
        if (suspended) {
            limitsLook = Long.MAX_VALUE;
            stateDeadline = Long.MAX_VALUE;
            return;
        }
        long now = nanos();
        if (now >= stateDeadline) {
            stateDeadline = Long.MAX_VALUE;
            deadlinePassed();
        }
        if (state == SessionState.ACTIVE) {
            Limits limits = Limits.connected(rules, connectedAt, lastInput, now);
            limitsLook = limits.nextLook();
            EndReason reached = limits.reached();
            if (reached != null) {
                limitReached(reached);
                return;
            }
            warn(limits.warning());
            if (now >= cookieRenewal) {
                renewWhileConnected();
            }
        } else if (state == SessionState.DISCONNECTED) {
            Limits limits = Limits.disconnected(rules, disconnectedAt, now);
            limitsLook = limits.nextLook();
            EndReason reached = limits.reached();
            if (reached != null) {
                end(reached, true, List.of());
            }
        }
    }

    private void deadlinePassed() {
        switch (state) {
            case INIT -> {
                if (adopted) {
                    down(List.of(event(EventKind.LOST, 0, "its leader did not answer in time")));
                } else {
                    startFailed("it did not start in time");
                }
            }
            case CONNECT_QUERY -> notShown("the client did not show the desktop in time");
            case RESET -> {
                if (killing) {
                    down(
                            List.of(
                                    event(
                                            EventKind.DESKTOP_FAILED,
                                            0,
                                            "it could not be ended in time")));
                } else {
                    endDesktop(false);
                }
            }
            default -> {}
        }
    }

    private void warn(Optional<LimitWarning> warning) {
        LimitWarning before = shownWarning;
        Claim held = holder;
        if (held == null) {
            return;
        }
        if (warning.isPresent()) {
            LimitWarning fresh = warning.get();
            if (before == null || before.limit() != fresh.limit()) {
                shownWarning = fresh;
                inputAwaited = fresh.inputCancels();
                held.port().warn(warning);
                world.journal()
                        .note(
                                List.of(
                                        event(
                                                EventKind.LIMIT_WARNING,
                                                0,
                                                fresh.limit()
                                                        + " in "
                                                        + fresh.left().toSeconds()
                                                        + " s")));
            }
        } else if (before != null) {
            shownWarning = null;
            inputAwaited = false;
            held.port().warn(warning);
            note(EventKind.LIMIT_CANCELLED, "");
        }
    }

    private void limitReached(EndReason limit) {
        if (rules.atLimit() == SessionRules.Action.END) {
            end(limit, true, List.of());
            return;
        }
        detachAndClose(limit, List.of());
    }

    private void renewWhileConnected() {
        Claim held = holder;
        Optional<ArcCookie> cookie = renewCookie();
        if (held != null && cookie.isPresent()) {
            sendWhenWritten(held, cookie.get(), save());
        }
    }

    void readRules() {
        SessionRules before = rules;
        rules = world.rules().rulesFor(dossier.user, dossier.connection());
        if (rules.equals(before) || state == SessionState.DOWN) {
            return;
        }
        world.journal()
                .note(
                        List.of(
                                event(
                                        EventKind.RULES_CHANGED,
                                        0,
                                        "idle %s, connected %s, disconnected %s"
                                                .formatted(
                                                        rules.idleLimit(),
                                                        rules.connectionLimit(),
                                                        rules.disconnectionLimit()))));
        look();
    }

    void showMessage(
            String title, String text, Duration timeout, CompletableFuture<MessageAnswer> answer) {
        Claim held = holder;
        if (held == null || state != SessionState.ACTIVE) {
            complete(answer, MessageAnswer.NOT_SHOWN);
            return;
        }
        note(EventKind.MESSAGE_SENT, title);
        messages.add(answer);
        WorldCall.staged(() -> held.port().message(title, text, timeout))
                .whenComplete((said, thrown) ->
                        answer.complete(thrown == null ? said : MessageAnswer.NOT_SHOWN));
        if (!timeout.isZero()) {
            world.clock().after(timeout, () -> answer.complete(MessageAnswer.TIMED_OUT));
        }
    }

    // ---- How it is done

    void note(EventKind kind, String detail) {
        world.journal().note(List.of(event(kind, 0, detail)));
    }

    private CompletableFuture<Void> become(SessionState next, List<SessionEvent> events) {
        state = state.to(next);
        return save(events);
    }

    private CompletableFuture<Void> save(SessionEvent... events) {
        return save(List.of(events));
    }

    private CompletableFuture<Void> save(List<SessionEvent> events) {
        lastState = state;
        view = dossier.view(state, holder);
        return world.journal().save(dossier.row(state, cookies.stored()), events);
    }

    private SessionEvent event(EventKind kind, int code, String detail) {
        return dossier.event(kind, now(), code, detail);
    }

    private void refuse(Claim claim, Refusal reason) {
        world.registry().release(claim.port(), self);
        complete(claim.answer(), new Admission.Refused(reason));
    }

    private void answerWaiter(Refusal reason) {
        Claim waiting = waiter;
        waiter = null;
        if (waiting != null) {
            refuse(waiting, reason);
        }
    }

    /** Answers elsewhere: what hangs on the answer must not run in this mailbox. */
    <T> void complete(CompletableFuture<T> answer, T value) {
        world.executor().execute(() -> answer.complete(value));
    }

    /** Does this in the mailbox, soon. */
    void post(Runnable task) {
        mailbox.post(() -> acted(task));
    }

    /** The same for an outsider; false when too much waits already. */
    boolean offer(Runnable task) {
        return mailbox.offer(() -> acted(task));
    }

    private void acted(Runnable task) {
        try {
            task.run();
        } finally {
            alarm.set(Math.min(stateDeadline, Math.min(limitsLook, cookieRenewal)));
        }
    }

    private Instant now() {
        return world.clock().instant();
    }

    private long nanos() {
        return world.clock().nanos();
    }
}
