package holdfast.sessions;

import holdfast.sessions.directory.SessionState;
import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.SessionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How clients come to a session: by logon, by cookie, and in the place of another. */
final class Connecting {
    private final SessionCore session;
    private final Disconnecting disconnecting;
    private final Exchanges exchanges = new Exchanges();
    private Admission.Way way = Admission.Way.NEW;

    Connecting(SessionCore session, Disconnecting disconnecting) {
        this.session = session;
        this.disconnecting = disconnecting;
    }

    void admit(Claim claim) {
        if (session.suspended) {
            session.refuse(claim, new Refusal.Stopping());
            return;
        }
        switch (session.state) {
            case INIT -> waitFor(claim);
            case IDLE, DISCONNECTED ->
                    attach(serialised(claim), Admission.Way.RECONNECTED, List.of());
            case CONNECT_QUERY, ACTIVE, SHADOW -> takeOver(serialised(claim));
            case RESET -> afterTheEnd(claim);
            case DOWN -> session.world.registry().again(claim);
            case CONNECTED, LISTEN ->
                    throw new IllegalStateException("a user's session is never " + session.state);
        }
    }

    /** Who wants this very session need not wait for its end to hear that it is over. */
    private void afterTheEnd(Claim claim) {
        if (claim.request().choice() instanceof LogonRequest.Choice.Existing(int id)) {
            session.refuse(claim, new Refusal.NoSuchSession(id));
        } else {
            session.afterwards.add(claim);
        }
    }

    private Claim serialised(Claim claim) {
        return claim.withSerial(exchanges.serialOf(claim, session.nanos()));
    }

    private void waitFor(Claim claim) {
        Claim before = session.waiter;
        session.waiter = claim;
        if (before != null && before.port() != claim.port()) {
            session.refuse(before, new Refusal.OvertakenWhileWaiting());
            before.port().close(EndReason.TAKEN_OVER);
        }
    }

    private void takeOver(Claim claim) {
        Claim before = session.holder;
        if (before == null) {
            throw new IllegalStateException(session.state + " without a client");
        }
        if (exchanges.refuses(claim.serial(), session.dossier.logonSerial(), session.nanos())) {
            session.cookies.dropPrevious();
            session.save(
                    session.dossier.event(
                            EventKind.EXCHANGE_STOPPED, session.now(), claim.from(), ""));
            session.refuse(claim, new Refusal.NewerLogonHolds());
            return;
        }
        exchanges.thrownOut(before.from(), session.dossier.logonSerial(), session.nanos());
        var told =
                session.dossier.event(
                        EventKind.TAKEN_OVER, session.now(), claim.from(), before.from().address());
        disconnecting.detachAndClose(EndReason.TAKEN_OVER, List.of(told));
        attach(claim, Admission.Way.TAKEN_OVER, List.of());
    }

    void attach(Claim claim, Admission.Way how, List<SessionEvent> first) {
        DesktopHandle shown = session.desktop;
        if (shown == null) {
            throw new IllegalStateException("no desktop in " + session.state);
        }
        session.holder = claim;
        way = how;
        session.rules =
                session.world.rules().rulesFor(session.dossier.user, claim.from().connection());
        session.dossier.heldBy(claim);
        List<SessionEvent> events = new ArrayList<>(first);
        events.add(session.event(EventKind.ARBITRATION_BEGAN, 0, ""));
        if (claim.byCookie()) {
            events.add(session.event(EventKind.COOKIE_USED, 0, ""));
        }
        events.add(session.event(EventKind.CONNECTING, 0, ""));
        events.add(session.event(EventKind.ARBITRATION_ENDED, 0, ""));
        session.limitsLook = Long.MAX_VALUE;
        session.stateDeadline = session.nanos() + session.world.deadlines().show().toNanos();
        session.become(SessionState.CONNECT_QUERY, events);
        WorldCall.staged(() -> claim.port().show(session.dossier.id, shown))
                .whenComplete((_, thrown) -> session.post(() -> shown(claim, thrown)));
        session.complete(
                claim.answer(),
                new Admission.Admitted(
                        session.dossier.id,
                        session.dossier.user,
                        session.dossier.osUser,
                        how,
                        shown));
    }

    private void shown(Claim claim, @Nullable Throwable thrown) {
        if (session.holder != claim || session.state != SessionState.CONNECT_QUERY) {
            return;
        }
        if (thrown != null) {
            disconnecting.notShown(
                    "the client did not take the desktop: " + WorldCall.reason(thrown));
            return;
        }
        session.stateDeadline = Long.MAX_VALUE;
        session.connectedAt = session.nanos();
        session.lastInput = session.connectedAt;
        session.limitsLook = session.connectedAt;
        List<SessionEvent> events =
                way == Admission.Way.NEW
                        ? List.of(
                                session.event(EventKind.LOGON, 0, ""),
                                session.event(EventKind.SECURITY_LOGON, 0, ""))
                        : List.of(
                                session.event(
                                        EventKind.RECONNECTED,
                                        0,
                                        claim.byCookie() ? "by cookie" : "by logon"),
                                session.event(EventKind.SECURITY_RECONNECTED, 0, ""));
        Optional<ArcCookie> cookie = renewCookie();
        CompletableFuture<Void> written = session.become(SessionState.ACTIVE, events);
        cookie.ifPresent(fresh -> sendWhenWritten(claim, fresh, written));
        session.look();
    }

    void verify(CookieRequest request, CompletableFuture<Admission> answer) {
        CookieJar.Match match = session.cookies.check(request.verifier(), request.clientRandom());
        long serial = session.cookies.logonSerial(match);
        CookieFault fault = null;
        if (match == CookieJar.Match.NONE
                || session.state == SessionState.RESET
                || session.state == SessionState.DOWN) {
            fault = CookieFault.WRONG;
        } else if (!session.world
                .rules()
                .rulesFor(session.dossier.user, request.from().connection())
                .autoReconnect()) {
            fault = CookieFault.SWITCHED_OFF;
        } else if (!request.mayLogOn().test(session.dossier.user)) {
            fault = CookieFault.ACCOUNT_REFUSED;
        } else if (session.holder != null && serial < session.dossier.logonSerial()) {
            fault = CookieFault.NEWER_LOGON;
        }
        if (fault != null) {
            session.world
                    .journal()
                    .note(
                            List.of(
                                    session.dossier.event(
                                            EventKind.COOKIE_REFUSED,
                                            session.now(),
                                            request.from(),
                                            fault.name())));
            session.complete(answer, new Admission.Refused(new Refusal.CookieNotAccepted(fault)));
            return;
        }
        if (match == CookieJar.Match.PREVIOUS) {
            session.cookies.dropPrevious();
        }
        var logon =
                new LogonRequest(
                        session.dossier.user,
                        session.dossier.osUser,
                        request.from(),
                        new LogonRequest.Choice.Existing(session.dossier.id),
                        false);
        session.world.registry().hold(request.from(), session.self);
        admit(new Claim(logon, serial, true, answer));
    }

    private Optional<ArcCookie> renewCookie() {
        if (!session.rules.autoReconnect()) {
            session.cookieRenewal = Long.MAX_VALUE;
            return Optional.empty();
        }
        session.cookieRenewal = session.nanos() + session.rules.cookieRenewal().toNanos();
        return Optional.of(
                session.cookies.renew(
                        session.dossier.id, session.dossier.logonSerial(), session.now()));
    }

    /** On disk first: a cookie that the client has and we do not would be worth nothing. */
    private void sendWhenWritten(Claim claim, ArcCookie cookie, CompletableFuture<Void> written) {
        written.whenComplete((_, _) ->
                session.post(() -> {
                    if (session.holder == claim) {
                        claim.port().cookie(cookie);
                    }
                }));
    }

    void renewWhileConnected() {
        Claim held = session.holder;
        Optional<ArcCookie> cookie = renewCookie();
        if (held != null && cookie.isPresent()) {
            sendWhenWritten(held, cookie.get(), session.save());
        }
    }
}
