package holdfast.sessions;

import holdfast.sessions.directory.SessionState;
import holdfast.sessions.directory.StoredSession;
import holdfast.sessions.record.EventKind;
import holdfast.sessions.record.SessionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How a session comes to its desktop: a new one, or its old one after a restart. */
final class Beginning {
    private static final Duration ADOPT_AGAIN = Duration.ofSeconds(1);

    private final SessionCore session;
    private final Connecting connecting;
    private final Disconnecting disconnecting;
    private final Ending ending;

    Beginning(
            SessionCore session,
            Connecting connecting,
            Disconnecting disconnecting,
            Ending ending) {
        this.session = session;
        this.connecting = connecting;
        this.disconnecting = disconnecting;
        this.ending = ending;
    }

    void reserve(Claim claim) {
        session.waiter = claim;
        session.stateDeadline =
                session.nanos()
                        + session.world
                                .deadlines()
                                .start()
                                .plus(session.world.deadlines().reserve())
                                .toNanos();
        CompletableFuture<Void> reserved = session.save(session.event(EventKind.RESERVED, 0, ""));
        reserved.whenComplete((_, _) -> session.post(this::startDesktop));
        // A disk that hangs must not keep a user out.
        session.world
                .clock()
                .after(session.world.deadlines().reserve(), () -> session.post(this::startDesktop));
    }

    private void startDesktop() {
        Claim claim = session.waiter;
        if (session.desktopAsked || session.suspended || session.state != SessionState.INIT) {
            return;
        }
        session.desktopAsked = true;
        var display = claim == null ? new DisplayWish(1024, 768, 32) : claim.from().display();
        var request =
                new DesktopRequest(
                        session.dossier.id,
                        session.dossier.user,
                        session.dossier.osUser,
                        session.dossier.connection(),
                        display);
        WorldCall.staged(() -> session.world.desktops().start(request))
                .whenComplete((handle, thrown) -> session.post(() -> started(handle, thrown)));
    }

    private void started(@Nullable DesktopHandle handle, @Nullable Throwable thrown) {
        if (session.state != SessionState.INIT) {
            endLateDesktop(handle);
        } else if (handle == null) {
            startFailed(WorldCall.reason(thrown));
        } else {
            session.desktop = handle;
            session.dossier.hasDesktop(handle, session.now());
            comeUp(
                    session.event(EventKind.SHELL_STARTED, 0, session.dossier.describeDesktop()),
                    Admission.Way.NEW);
        }
    }

    private void comeUp(SessionEvent first, Admission.Way how) {
        Claim claim = session.waiter;
        session.waiter = null;
        DesktopExit exit = session.earlyExit;
        if (exit != null) {
            session.waiter = claim;
            ending.desktopOver(exit);
        } else if (claim != null && !session.suspended) {
            connecting.attach(claim, how, List.of(first));
        } else {
            disconnecting.becomeDisconnected(List.of(first));
        }
    }

    void startFailed(String what) {
        session.answerWaiter(new Refusal.DesktopFailed(what));
        ending.down(List.of(session.event(EventKind.DESKTOP_FAILED, 0, what)));
    }

    /** The session was given up or ended while its desktop was on its way. */
    private void endLateDesktop(@Nullable DesktopHandle handle) {
        if (handle != null) {
            session.desktop = handle;
            if (session.state == SessionState.RESET) {
                ending.endDesktop(false);
            } else {
                WorldCall.staged(() -> handle.end(false));
            }
        } else if (session.state == SessionState.RESET) {
            ending.down(List.of());
        }
    }

    void findDesktop(StoredSession row, CompletableFuture<Void> settled) {
        if (session.stateDeadline == Long.MAX_VALUE) {
            session.stateDeadline = session.nanos() + session.world.deadlines().start().toNanos();
        }
        if (session.state != SessionState.INIT) {
            settled.complete(null);
            return;
        }
        WorldCall.staged(() -> session.world.desktops().adopt(row))
                .whenComplete(
                        (found, thrown) -> session.post(() -> found(row, found, thrown, settled)));
    }

    private void found(
            StoredSession row,
            @Nullable Optional<DesktopHandle> found,
            @Nullable Throwable thrown,
            CompletableFuture<Void> settled) {
        if (found == null && session.state == SessionState.INIT) {
            // Its leader may well be alive. Only the deadline gives the session up.
            session.world
                    .clock()
                    .after(ADOPT_AGAIN, () -> session.post(() -> findDesktop(row, settled)));
            return;
        }
        if (session.state != SessionState.INIT) {
            endLateDesktop(found == null ? null : found.orElse(null));
        } else if (found == null || found.isEmpty()) {
            ending.down(List.of(session.event(EventKind.LOST, 0, "its leader is gone")));
        } else {
            adopt(row, found.get());
            if (row.state() == SessionState.RESET) {
                // It was being ended when the server went; that is not undone by a restart.
                ending.end(EndReason.OPERATOR_LOGOFF, true, List.of());
            }
        }
        settled.complete(null);
    }

    private void adopt(StoredSession row, DesktopHandle handle) {
        session.desktop = handle;
        session.dossier.hasDesktop(handle, session.now());
        Instant since = row.disconnectTime();
        if (since == null) {
            session.dossier.disconnectedAt(session.now());
            session.disconnectedAt = session.nanos();
        } else {
            long away = Math.max(0, Duration.between(since, session.now()).toNanos());
            session.disconnectedAt = session.nanos() - away;
        }
        comeUp(
                session.event(EventKind.ADOPTED, 0, session.dossier.describeDesktop()),
                Admission.Way.RECONNECTED);
    }
}
