package holdfast.sessions;

import holdfast.sessions.directory.SessionState;
import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.SessionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a session ends: logoff, reset, limit, or its desktop is over. */
final class Ending {
    private final SessionCore session;
    private final List<CompletableFuture<OperatorAnswer>> untilDown = new ArrayList<>();
    private boolean killing;

    Ending(SessionCore session) {
        this.session = session;
    }

    /** An operator ends it; answered when it is down. */
    void end(Requester by, boolean graceful, CompletableFuture<OperatorAnswer> answer) {
        if (session.state == SessionState.DOWN) {
            session.complete(answer, new OperatorAnswer.NotFound(session.dossier.id));
            return;
        }
        untilDown.add(answer);
        EndReason reason = by == Requester.USER ? EndReason.USER_LOGOFF : EndReason.OPERATOR_LOGOFF;
        end(reason, graceful, List.of());
    }

    void desktopOver(DesktopExit exit) {
        if (session.suspended) {
            // One that lives in the server's process ends with it; the next start sees to it.
            return;
        }
        switch (session.state) {
            case INIT -> {
                session.earlyExit = exit;
                if (session.desktop != null) {
                    session.answerWaiter(
                            new Refusal.DesktopFailed("it ended at once: " + exit.detail()));
                    end(EndReason.DESKTOP_FAILED, false, List.of());
                }
            }
            case RESET, DOWN -> {}
            default -> {
                if (exit.failed()) {
                    end(
                            EndReason.DESKTOP_FAILED,
                            true,
                            List.of(session.event(EventKind.DESKTOP_FAILED, 0, exit.detail())),
                            port -> port.fail(EndReason.DESKTOP_FAILED, exit.detail()));
                } else {
                    end(EndReason.USER_LOGOFF, true, List.of());
                }
            }
        }
    }

    void end(EndReason reason, boolean graceful, List<SessionEvent> first) {
        end(reason, graceful, first, port -> port.close(reason));
    }

    private void end(
            EndReason reason,
            boolean graceful,
            List<SessionEvent> first,
            Consumer<ConnectionPort> farewell) {
        if (session.state == SessionState.DOWN) {
            return;
        }
        if (session.state == SessionState.RESET) {
            if (!graceful && !killing && session.desktop != null) {
                endDesktop(false);
            }
            return;
        }
        List<SessionEvent> events = new ArrayList<>(first);
        events.add(session.event(EventKind.ENDING, 0, reason.text()));
        session.answerWaiter(new Refusal.DesktopFailed(reason.text()));
        Claim held = session.holder;
        if (held != null) {
            events.add(
                    session.event(EventKind.DISCONNECT_REASON, reason.eventCode(), reason.text()));
            session.dropClient();
        }
        session.limitsLook = Long.MAX_VALUE;
        session.cookieRenewal = Long.MAX_VALUE;
        session.become(SessionState.RESET, events);
        if (held != null) {
            farewell.accept(held.port());
        }
        if (session.desktop != null) {
            endDesktop(graceful);
        } else {
            // It is being started or looked for, and ended when it comes.
            killing = true;
            session.stateDeadline =
                    session.nanos() + session.world.deadlines().forcedEnd().toNanos();
            if (!session.desktopAsked && !session.adopted) {
                down(List.of());
            }
        }
    }

    void endDesktop(boolean graceful) {
        DesktopHandle ended = session.desktop;
        if (ended == null) {
            return;
        }
        killing = !graceful;
        Duration patience =
                graceful
                        ? session.world.deadlines().gracefulEnd()
                        : session.world.deadlines().forcedEnd();
        session.stateDeadline = session.nanos() + patience.toNanos();
        WorldCall.staged(() -> ended.end(graceful))
                .whenComplete((_, thrown) -> session.post(() -> desktopGone(graceful, thrown)));
    }

    /** Its deadline passed. */
    void tookTooLong() {
        if (killing) {
            down(
                    List.of(
                            session.event(
                                    EventKind.DESKTOP_FAILED, 0, "it could not be ended in time")));
        } else {
            endDesktop(false);
        }
    }

    private void desktopGone(boolean graceful, @Nullable Throwable thrown) {
        if (session.state != SessionState.RESET) {
            return;
        }
        if (thrown == null) {
            down(List.of());
        } else if (graceful && !killing) {
            endDesktop(false);
        }
    }

    void down(List<SessionEvent> first) {
        List<SessionEvent> events = new ArrayList<>(first);
        if (session.dossier.loggedOn()) {
            events.add(session.event(EventKind.LOGOFF, 0, ""));
            events.add(session.event(EventKind.SECURITY_LOGOFF, 0, ""));
        } else if (events.isEmpty()) {
            events.add(session.event(EventKind.LOGOFF, 0, "It never had a desktop."));
        }
        session.stateDeadline = Long.MAX_VALUE;
        session.limitsLook = Long.MAX_VALUE;
        session.become(SessionState.DOWN, events);
        Claim waiting = session.waiter;
        session.waiter = null;
        if (waiting != null) {
            session.afterwards.add(waiting);
        }
        session.world.registry().over(session.self);
        for (Claim claim : session.afterwards) {
            session.world.registry().release(claim.port(), session.self);
            session.world.registry().again(claim);
        }
        session.afterwards.clear();
        untilDown.forEach(answer -> session.complete(answer, new OperatorAnswer.Done()));
        untilDown.clear();
    }
}
