package holdfast.desktops.x11;

import holdfast.desktops.DesktopException;
import holdfast.desktops.DesktopRequest;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.FoundDesktop;
import holdfast.desktops.LeaderCommand;
import holdfast.desktops.OsUser;
import holdfast.desktops.SessionDesktop;
import holdfast.desktops.SessionDesktops;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** X servers, one per session. Safe for any thread. */
public final class X11Desktops implements SessionDesktops {
    static final String KIND = "x11";

    private static final Logger log = LoggerFactory.getLogger(X11Desktops.class);

    private final Path folder;
    private final LeaderCommand leaders;
    private final @Nullable XServer server;
    private final OsUser self = OsUser.current();

    /**
     * @param folder this server's own; a folder per session is kept in it. Every user of a session
     *     must be able to reach it.
     */
    public X11Desktops(Path folder, LeaderCommand leaders) {
        this(folder, leaders, XServer.find());
    }

    X11Desktops(Path folder, LeaderCommand leaders, Optional<XServer> server) {
        this.folder = folder.toAbsolutePath();
        this.leaders = leaders;
        this.server = server.orElse(null);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<String> unavailable() {
        if (server == null) {
            return Optional.of(
                    "no X server is installed: install TigerVNC's Xvnc"
                            + " (tigervnc-standalone-server), or Xvfb (xvfb)");
        }
        if (Libxcb.library().isEmpty()) {
            return Optional.of("libxcb.so.1 is not installed (libxcb1)");
        }
        return Optional.empty();
    }

    /** Linking the functions of C libraries takes the JVM a quarter of a second. */
    @Override
    public void warmUp() {
        if (unavailable().isEmpty()) {
            Libc.close(Libc.eventfd());
        }
    }

    @Override
    public SessionDesktop start(DesktopRequest request) throws DesktopException {
        XServer program = server;
        if (program == null || unavailable().isPresent()) {
            throw new DesktopException(unavailable().orElse(""));
        }
        SessionFolder files = folderOf(request.sessionKey());
        if (SessionState.read(files.path()).filter(SessionState::isAlive).isPresent()) {
            throw new DesktopException(request.sessionKey() + " is running already");
        }
        XSessionStart start = new XSessionStart(program, leaders, self);
        XSession session = start.start(request, files);
        try {
            X11Desktop desktop = X11Desktop.connect(session);
            desktop.resizeNow(request.layout());
            warnIfSmaller(request, program, desktop.size());
            return desktop;
        } catch (XException e) {
            session.end();
            throw new DesktopException(
                    "the X server cannot be used: %s\n%s"
                            .formatted(e.getMessage(), session.lastServerOutput()),
                    e);
        } finally {
            start.go();
        }
    }

    @Override
    public List<FoundDesktop> found() {
        List<FoundDesktop> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
            for (Path path : folders) {
                SessionState.read(path)
                        .map(state -> describe(path.getFileName().toString(), state))
                        .ifPresent(found::add);
            }
        } catch (IOException e) {
            log.atError()
                    .addKeyValue("folder", folder)
                    .log("Sessions cannot be looked for: {}", e.getMessage());
        }
        return found;
    }

    @Override
    public SessionDesktop adopt(FoundDesktop found) throws DesktopException {
        SessionFolder files = folderOf(found.sessionKey());
        SessionState state =
                SessionState.read(files.path())
                        .filter(SessionState::isAlive)
                        .orElseThrow(
                                () -> new DesktopException(found.sessionKey() + " is not running"));
        OsUser user =
                OsUser.numbered(state.uid())
                        .or(() -> Optional.of(self).filter(me -> me.uid() == state.uid()))
                        .orElseThrow(() ->
                                new DesktopException(
                                        "there is no account " + state.user() + " any more"));
        XSession session = new XSession(found.sessionKey(), files, user, self, state);
        try {
            return X11Desktop.connect(withDisplay(session, files, user));
        } catch (XException e) {
            throw new DesktopException(found.sessionKey() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void forget(String sessionKey) {
        SessionFolder files = folderOf(sessionKey);
        if (SessionState.read(files.path()).filter(SessionState::isAlive).isPresent()) {
            throw new IllegalStateException(sessionKey + " is still running");
        }
        try {
            files.delete();
        } catch (IOException e) {
            log.atWarn().addKeyValue("session", sessionKey).log(e.getMessage());
        }
    }

    /** The server that started it may have died before it learned the number. */
    private XSession withDisplay(XSession session, SessionFolder files, OsUser user) {
        if (session.state().display().isPresent()) {
            return session;
        }
        int number =
                session.displayFile()
                        .orElseThrow(() -> new XException("its X server was never up"));
        SessionState known = session.state().withDisplay(number);
        return new XSession(session.key(), files, user, self, known);
    }

    private SessionFolder folderOf(String sessionKey) {
        if (!DesktopRequest.isKey(sessionKey)) {
            throw new IllegalArgumentException("no name for a session: " + sessionKey);
        }
        return new SessionFolder(folder.resolve(sessionKey));
    }

    private static FoundDesktop describe(String key, SessionState state) {
        return new FoundDesktop(
                key,
                KIND,
                state.user(),
                state.leader(),
                state.size(),
                state.started(),
                state.isAlive());
    }

    private static void warnIfSmaller(DesktopRequest request, XServer program, DisplaySize size) {
        DisplaySize wanted = request.layout().size();
        if (size.width() < wanted.width() || size.height() < wanted.height()) {
            log.atWarn()
                    .addKeyValue("session", request.sessionKey())
                    .addKeyValue("wanted", wanted)
                    .addKeyValue("size", size)
                    .log("{} cannot have a screen as large as the client's", program.name());
        }
    }
}
