package holdfast.sessions;

import holdfast.sessions.directory.SessionState;
import holdfast.sessions.liveness.LinkQuality;
import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.SessionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How clients go from a session: by themselves, lost, sent away, or handed to another session. */
final class Disconnecting {
    private final SessionCore session;
    private final Ending ending;

    Disconnecting(SessionCore session, Ending ending) {
        this.session = session;
        this.ending = ending;
    }

    void lost(ConnectionPort port, ConnectionLoss why, LinkQuality quality) {
        Claim waiting = session.waiter;
        if (waiting != null && waiting.port() == port) {
            session.waiter = null;
            session.refuse(waiting, new Refusal.ConnectionGone());
            return;
        }
        for (Claim claim :
                session.afterwards.stream().filter(claim -> claim.port() == port).toList()) {
            session.afterwards.remove(claim);
            session.refuse(claim, new Refusal.ConnectionGone());
        }
        Claim held = session.holder;
        if (held == null || held.port() != port) {
            return;
        }
        List<SessionEvent> link =
                List.of(session.event(EventKind.LINK_QUALITY, 0, quality.describe()));
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
        events.add(session.event(EventKind.BROKEN, 0, evidence));
        if (session.rules.onBroken() == SessionRules.Action.END) {
            ending.end(EndReason.CONNECTION_BROKEN, true, events);
        } else {
            detachAndClose(EndReason.CONNECTION_BROKEN, events);
        }
    }

    /** Not the network's fault for certain, so never a reason to end the session. */
    void notShown(String evidence) {
        detachAndClose(
                EndReason.CONNECTION_BROKEN, List.of(session.event(EventKind.BROKEN, 0, evidence)));
    }

    void detachAndClose(EndReason reason, List<SessionEvent> first) {
        Claim held = session.holder;
        detach(reason, first);
        if (held != null) {
            held.port().close(reason);
        }
    }

    /** The client is gone or going; whoever calls this closes it, if that is to be done. */
    void detach(EndReason reason, List<SessionEvent> first) {
        List<SessionEvent> events = new ArrayList<>(first);
        events.add(session.event(EventKind.DISCONNECT_REASON, reason.eventCode(), reason.text()));
        events.add(session.event(EventKind.DISCONNECTED, 0, reason.text()));
        events.add(session.event(EventKind.SECURITY_DISCONNECTED, 0, ""));
        session.dropClient();
        session.dossier.disconnectedAt(session.now());
        session.disconnectedAt = session.nanos();
        becomeDisconnected(events);
    }

    void becomeDisconnected(List<SessionEvent> events) {
        if (session.dossier.disconnectTime() == null) {
            session.dossier.disconnectedAt(session.now());
            session.disconnectedAt = session.nanos();
        }
        session.stateDeadline = Long.MAX_VALUE;
        session.cookieRenewal = Long.MAX_VALUE;
        session.limitsLook = session.nanos();
        session.become(SessionState.DISCONNECTED, events);
        session.look();
    }

    OperatorAnswer disconnectedBy(Requester by) {
        Claim held = session.holder;
        if (session.state == SessionState.DOWN) {
            return new OperatorAnswer.NotFound(session.dossier.id);
        }
        if (held == null) {
            return new OperatorAnswer.NotPossible(
                    session.dossier.id,
                    "No client is connected to it (" + session.state.shortName() + ").");
        }
        detachAndClose(
                by == Requester.USER ? EndReason.USER_DISCONNECT : EndReason.OPERATOR_DISCONNECT,
                List.of());
        return new OperatorAnswer.Done();
    }

    @Nullable Claim handOver(int toSession) {
        Claim held = session.holder;
        if (held == null || session.state != SessionState.ACTIVE) {
            return null;
        }
        if (session.shownWarning != null) {
            held.port().warn(Optional.empty());
        }
        detach(
                EndReason.OPERATOR_DISCONNECT,
                List.of(session.event(EventKind.DISCONNECTED_BY_SESSION, toSession, "")));
        return held;
    }

    void letGo(EndReason reason) {
        session.suspended = true;
        session.answerWaiter(new Refusal.Stopping());
        for (Claim claim : List.copyOf(session.afterwards)) {
            session.refuse(claim, new Refusal.Stopping());
        }
        session.afterwards.clear();
        if (session.holder != null) {
            detachAndClose(reason, List.of());
        }
        session.stateDeadline = Long.MAX_VALUE;
        session.limitsLook = Long.MAX_VALUE;
        session.cookieRenewal = Long.MAX_VALUE;
    }
}
