package holdfast.server.desktop;

import holdfast.desktops.DesktopEnd;
import holdfast.desktops.DesktopException;
import holdfast.desktops.DesktopRequest;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.FoundDesktop;
import holdfast.desktops.OsUser;
import holdfast.desktops.SessionDesktop;
import holdfast.desktops.SessionDesktops;
import holdfast.desktops.records.LoginRecords;
import holdfast.sessions.DesktopExit;
import holdfast.sessions.DesktopHandle;
import holdfast.sessions.RecoveredSession;
import holdfast.sessions.directory.StoredSession;
import holdfast.settings.DesktopKind;
import holdfast.settings.SessionSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
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
    private final SessionLabels labels;
    private final BiFunction<String, String, SessionSettings> settings;
    private final LoginRecords records = LoginRecords.ofThisMachine();
    private final SecureRandom random = new SecureRandom();
    private final Set<HostedDesktop> hosted = ConcurrentHashMap.newKeySet();

    /**
     * @param forNew the kind that new sessions get
     * @param kinds all that sessions may be found in
     * @param executor for what takes time
     * @param whenEnded told of a desktop that ended by itself, with its session
     * @param labels whose session each desktop is
     * @param settings what holds for a user on a connection
     */
    public HostedDesktops(
            SessionDesktops forNew,
            List<SessionDesktops> kinds,
            Executor executor,
            BiConsumer<Integer, DesktopExit> whenEnded,
            SessionLabels labels,
            BiFunction<String, String, SessionSettings> settings) {
        this.forNew = forNew;
        this.kinds = List.copyOf(kinds);
        this.executor = executor;
        this.whenEnded = whenEnded;
        this.labels = labels;
        this.settings = settings;
    }

    /** Does early what the first session would wait for. May take seconds. */
    public void warmUp() {
        forNew.warmUp();
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
        SessionSettings rules = settings.apply(request.user(), request.connection());
        String program =
                rules.startProgram().isEmpty() ? rules.sessionCommand() : rules.startProgram();
        SessionDesktops kind = kindFor(rules.desktop());
        String key = newKey(request.session());
        try {
            labels.write(
                    key,
                    new SessionLabels.Label(
                            request.session(),
                            request.user(),
                            request.osUser(),
                            request.connection()));
            return host(
                    request.session(),
                    request.user(),
                    request.osUser(),
                    kind.start(
                            new DesktopRequest(
                                    key, user, layout, program, rules.workDirectory(), Map.of())));
        } catch (DesktopException | IOException e) {
            forget(kind, key);
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** What the settings want, or what this server was started for. */
    private SessionDesktops kindFor(DesktopKind wanted) {
        return wanted == DesktopKind.AUTO
                ? forNew
                : kinds.stream()
                        .filter(kind -> kind.kind().equals(wanted.word()))
                        .findFirst()
                        .orElse(forNew);
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
                        SessionDesktop desktop = kind.adopt(found);
                        label(found.sessionKey(), session);
                        HostedDesktop again =
                                host(session.id(), session.user(), session.osUser(), desktop);
                        // The server that wrote the record may have died with it open.
                        again.recordDisconnected();
                        return Optional.of(again);
                    } catch (DesktopException e) {
                        log.atWarn()
                                .addKeyValue("session", session.id())
                                .addKeyValue("why", e.getMessage())
                                .log("A session's desktop could not be taken over");
                        if (found.leader().isAlive()) {
                            // Not lost: whoever asks may ask again.
                            throw new IllegalStateException(e.getMessage(), e);
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** A label that was lost is written again. */
    private void label(String key, StoredSession session) {
        if (labels.read(key).isEmpty()) {
            try {
                labels.write(
                        key,
                        new SessionLabels.Label(
                                session.id(),
                                session.user(),
                                session.osUser(),
                                session.connection()));
            } catch (IOException e) {
                log.atWarn()
                        .addKeyValue("session", session.id())
                        .addKeyValue("why", e.getMessage())
                        .log("A session's label cannot be written");
            }
        }
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

    /** Every desktop that lives, for a session directory that may not know of it. */
    public List<RecoveredSession> recovered() {
        List<RecoveredSession> all = new ArrayList<>();
        for (SessionDesktops kind : kinds) {
            for (FoundDesktop found : kind.found()) {
                if (found.alive()) {
                    labels.read(found.sessionKey())
                            .ifPresentOrElse(
                                    label -> all.add(recovered(label, found)),
                                    () ->
                                            log.atWarn()
                                                    .addKeyValue("key", found.sessionKey())
                                                    .addKeyValue("user", found.user())
                                                    .addKeyValue("leader", found.leader().pid())
                                                    .log(
                                                            "A desktop runs, and nothing says whose session it is"));
                }
            }
        }
        return all;
    }

    private static RecoveredSession recovered(SessionLabels.Label label, FoundDesktop found) {
        return new RecoveredSession(
                label.session(),
                label.user(),
                label.osUser(),
                label.connection(),
                found.kind(),
                found.leader().pid(),
                Long.toString(found.leader().startTime()),
                "",
                found.started());
    }

    /** Removes what is left of desktops that ended while no server ran. */
    public void tidy() {
        for (SessionDesktops kind : kinds) {
            kind.found().stream()
                    .filter(found -> !found.alive())
                    .forEach(found -> forget(kind, found.sessionKey()));
        }
    }

    private HostedDesktop host(int session, String user, String osUser, SessionDesktop desktop) {
        var made =
                new HostedDesktop(
                        session, user, osUser, records, desktop, executor, this::ended, this::gone);
        hosted.add(made);
        return made;
    }

    private void ended(HostedDesktop desktop, DesktopEnd end) {
        executor.execute(() -> {
            whenEnded.accept(
                    desktop.session(),
                    switch (end) {
                        case DesktopEnd.ProgramFinished finished ->
                                new DesktopExit(false, "exit status " + finished.exitStatus());
                        case DesktopEnd.Failed failed -> new DesktopExit(true, failed.what());
                    });
            gone(desktop);
        });
    }

    /** Nothing runs in it any more. */
    private void gone(HostedDesktop desktop) {
        hosted.remove(desktop);
        kinds.stream()
                .filter(kind -> kind.kind().equals(desktop.kind()))
                .forEach(kind -> forget(kind, desktop.sessionKey()));
    }

    private void forget(SessionDesktops kind, String key) {
        try {
            kind.forget(key);
            labels.delete(key);
        } catch (IllegalStateException | UncheckedIOException e) {
            log.atWarn()
                    .addKeyValue("key", key)
                    .addKeyValue("why", e.getMessage())
                    .log("Files of a session stay behind");
        }
    }

    /** The number is for people; a directory that was lost counts from one again. */
    private String newKey(int session) {
        byte[] once = new byte[8];
        random.nextBytes(once);
        return "session-" + session + "-" + HexFormat.of().formatHex(once);
    }
}
