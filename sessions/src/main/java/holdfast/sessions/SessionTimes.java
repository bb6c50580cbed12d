package holdfast.sessions;

import holdfast.sessions.directory.SessionState;
import holdfast.sessions.record.EventKind;
import java.util.List;
import java.util.Optional;

/** What time does to a session: deadlines of its steps, its limits, their warnings. */
final class SessionTimes {
    private final SessionCore session;
    private final Beginning beginning;
    private final Connecting connecting;
    private final Disconnecting disconnecting;
    private final Ending ending;

    SessionTimes(
            SessionCore session,
            Beginning beginning,
            Connecting connecting,
            Disconnecting disconnecting,
            Ending ending) {
        this.session = session;
        this.beginning = beginning;
        this.connecting = connecting;
        this.disconnecting = disconnecting;
        this.ending = ending;
    }

    void look() {
        if (session.suspended) {
            session.limitsLook = Long.MAX_VALUE;
            session.stateDeadline = Long.MAX_VALUE;
            return;
        }
        long now = session.nanos();
        if (now >= session.stateDeadline) {
            session.stateDeadline = Long.MAX_VALUE;
            deadlinePassed();
        }
        if (session.state == SessionState.ACTIVE) {
            Limits limits =
                    Limits.connected(session.rules, session.connectedAt, session.lastInput, now);
            session.limitsLook = limits.nextLook();
            EndReason reached = limits.reached();
            if (reached != null) {
                limitReached(reached);
                return;
            }
            warn(limits.warning());
            if (now >= session.cookieRenewal) {
                connecting.renewWhileConnected();
            }
        } else if (session.state == SessionState.DISCONNECTED) {
            Limits limits = Limits.disconnected(session.rules, session.disconnectedAt, now);
            session.limitsLook = limits.nextLook();
            EndReason reached = limits.reached();
            if (reached != null) {
                ending.end(reached, true, List.of());
            }
        }
    }

    private void deadlinePassed() {
        switch (session.state) {
            case INIT -> {
                if (session.adopted) {
                    ending.down(
                            List.of(
                                    session.event(
                                            EventKind.LOST,
                                            0,
                                            "its leader did not answer in time")));
                } else {
                    beginning.startFailed("it did not start in time");
                }
            }
            case CONNECT_QUERY ->
                    disconnecting.notShown("the client did not show the desktop in time");
            case RESET -> ending.tookTooLong();
            default -> {}
        }
    }

    private void warn(Optional<LimitWarning> warning) {
        LimitWarning before = session.shownWarning;
        Claim held = session.holder;
        if (held == null) {
            return;
        }
        if (warning.isPresent()) {
            LimitWarning fresh = warning.get();
            if (before == null || before.limit() != fresh.limit()) {
                session.shownWarning = fresh;
                session.inputAwaited = fresh.inputCancels();
                held.port().warn(warning);
                session.world
                        .journal()
                        .note(
                                List.of(
                                        session.event(
                                                EventKind.LIMIT_WARNING,
                                                0,
                                                fresh.limit()
                                                        + " in "
                                                        + fresh.left().toSeconds()
                                                        + " s")));
            }
        } else if (before != null) {
            session.shownWarning = null;
            session.inputAwaited = false;
            held.port().warn(warning);
            session.note(EventKind.LIMIT_CANCELLED, "");
        }
    }

    private void limitReached(EndReason limit) {
        if (session.rules.atLimit() == SessionRules.Action.END) {
            ending.end(limit, true, List.of());
            return;
        }
        disconnecting.detachAndClose(limit, List.of());
    }

    void readRules() {
        SessionRules before = session.rules;
        session.rules =
                session.world.rules().rulesFor(session.dossier.user, session.dossier.connection());
        if (session.rules.equals(before) || session.state == SessionState.DOWN) {
            return;
        }
        session.world
                .journal()
                .note(
                        List.of(
                                session.event(
                                        EventKind.RULES_CHANGED,
                                        0,
                                        "idle %s, connected %s, disconnected %s"
                                                .formatted(
                                                        session.rules.idleLimit(),
                                                        session.rules.connectionLimit(),
                                                        session.rules.disconnectionLimit()))));
        session.look();
    }
}
