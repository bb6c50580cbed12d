package holdfast.server.desktop;

import holdfast.desktops.DesktopEnd;
import holdfast.desktops.DesktopException;
import holdfast.desktops.DesktopRequest;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.FoundDesktop;
import holdfast.desktops.OsUser;
import holdfast.desktops.SessionDesktop;
import holdfast.desktops.SessionDesktops;
import holdfast.sessions.DesktopExit;
import holdfast.sessions.DesktopHandle;
import holdfast.sessions.directory.StoredSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and finds the desktops of sessions. Which kind a new session gets is decided once, at the
 * server's start; a session that is found again keeps the kind it has. Safe for all threads.
 */
public final class HostedDesktops implements holdfast.sessions.SessionDesktops {
    private static final Logger log = LoggerFactory.getLogger(HostedDesktops.class);

    private final SessionDesktops forNew;
    private final List<SessionDesktops> kinds;
    private final Executor executor;
    private final BiConsumer<Integer, DesktopExit> whenEnded;
    private final Set<HostedDesktop> hosted = ConcurrentHashMap.newKeySet();

    /**
     * @param forNew the kind that new sessions get
     * @param kinds all that sessions may be found in
     * @param executor for what takes time
     * @param whenEnded told of a desktop that ended by itself, with its session
     */
    public HostedDesktops(
            SessionDesktops forNew,
            List<SessionDesktops> kinds,
            Executor executor,
            BiConsumer<Integer, DesktopExit> whenEnded) {
        this.forNew = forNew;
        this.kinds = List.copyOf(kinds);
        this.executor = executor;
        this.whenEnded = whenEnded;
    }

    @Override
    public CompletionStage<DesktopHandle> start(holdfast.sessions.DesktopRequest request) {
        return CompletableFuture.supplyAsync(() -> startNow(request), executor);
    }

    private DesktopHandle startNow(holdfast.sessions.DesktopRequest request) {
        OsUser user =
                OsUser.named(request.osUser())
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "the system has no user \""
                                                + request.osUser()
                                                + "\": give the account another one with"
                                                + " holdfast user passwd --os-user"));
        var layout = DisplayLayout.single(request.display().width(), request.display().height());
        try {
            return host(
                    request.session(),
                    forNew.start(
                            new DesktopRequest(
                                    key(request.session()), user, layout, "", "", Map.of())));
        } catch (DesktopException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public CompletionStage<Optional<DesktopHandle>> adopt(StoredSession session) {
        return CompletableFuture.supplyAsync(() -> adoptNow(session), executor);
    }

    private Optional<DesktopHandle> adoptNow(StoredSession session) {
        for (SessionDesktops kind : kinds) {
            if (!kind.kind().equals(session.desktop())) {
                continue;
            }
            for (FoundDesktop found : kind.found()) {
                boolean same =
                        found.leader().pid() == session.leaderPid()
                                && Long.toString(found.leader().startTime())
                                        .equals(session.leaderStart());
                if (same && found.alive()) {
                    try {
                        return Optional.of(host(session.id(), kind.adopt(found)));
                    } catch (DesktopException e) {
                        log.atWarn()
                                .addKeyValue("session", session.id())
                                .addKeyValue("why", e.getMessage())
                                .log("A session's desktop could not be taken over");
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The desktop of a session; empty when it has none. */
    public Optional<HostedDesktop> of(int session) {
        return hosted.stream().filter(desktop -> desktop.session() == session).findFirst();
    }

    /** Lets every desktop run on without this server. */
    public void leaveAll() {
        hosted.forEach(HostedDesktop::leave);
        hosted.clear();
    }

    private HostedDesktop host(int session, SessionDesktop desktop) {
        var made = new HostedDesktop(session, desktop, executor, this::ended);
        hosted.add(made);
        return made;
    }

    private void ended(HostedDesktop desktop, DesktopEnd end) {
        hosted.remove(desktop);
        executor.execute(() -> {
            whenEnded.accept(
                    desktop.session(),
                    switch (end) {
                        case DesktopEnd.ProgramFinished finished ->
                                new DesktopExit(false, "exit status " + finished.exitStatus());
                        case DesktopEnd.Failed failed -> new DesktopExit(true, failed.what());
                    });
            kinds.stream()
                    .filter(kind -> kind.kind().equals(desktop.kind()))
                    .forEach(kind -> kind.forget(desktop.sessionKey()));
        });
    }

    private static String key(int session) {
        return "session-" + session;
    }
}
