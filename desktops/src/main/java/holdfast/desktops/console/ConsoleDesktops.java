package holdfast.desktops.console;

import holdfast.desktops.DesktopException;
import holdfast.desktops.DesktopRequest;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.FoundDesktop;
import holdfast.desktops.Leader;
import holdfast.desktops.LeaderCommand;
import holdfast.desktops.LoginEnvironment;
import holdfast.desktops.OsUser;
import holdfast.desktops.SessionDesktops;
import holdfast.desktops.font.CellFont;
import holdfast.desktops.keeper.Frame;
import holdfast.desktops.keeper.KeeperLauncher;
import holdfast.desktops.keeper.KeeperLink;
import holdfast.desktops.keeper.KeptSession;
import holdfast.desktops.keeper.StartOrder;
import holdfast.graphics.FrameBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Terminals, one per session, kept by one small keeper process per folder, which outlives the
 * server. Safe for any thread.
 */
public final class ConsoleDesktops implements SessionDesktops, AutoCloseable {
    private static final String KIND = "console";
    private static final int REPLAY_MILLIS = 5000;
    private static final String UTF8_LOCALE = "C.UTF-8";

    /**
     * Makes the terminal the controlling one, by opening it as a session leader; then the login
     * shell, or a program of it. The D-Bus session bus is the user's own where systemd keeps one; a
     * bus of the session's would outlive it, since it takes the terminal's hanging up for an order
     * to read its configuration again.
     */
    private static final String ENTER =
            """
            exec 0<>/proc/self/fd/0 1>&0 2>&0
            stty iutf8 2>/dev/null
            cd "$1" 2>/dev/null || cd "$HOME" 2>/dev/null || cd /
            if [ -n "$2" ]; then set -- "$SHELL" -l -c "$2"; else set -- "$SHELL" -l; fi
            if [ -S "$XDG_RUNTIME_DIR/bus" ]; then
                export DBUS_SESSION_BUS_ADDRESS="unix:path=$XDG_RUNTIME_DIR/bus"
            fi
            exec "$@"
            """;

    private final Path folder;
    private final LeaderCommand leaders;
    private final KeeperLauncher launcher;
    private final SessionRecords records;

    /** Held so that the keeper stays while this server runs. */
    private @Nullable KeeperLink control;

    /**
     * @param folder this server's own, made if missing: state files and the keeper's socket
     */
    public ConsoleDesktops(Path folder, LeaderCommand leaders) {
        this.folder = folder;
        this.leaders = leaders;
        this.launcher = new KeeperLauncher(folder);
        this.records = new SessionRecords(folder);
    }

    /**
     * Does early what the first session would wait for: starts the keeper, loads the font. For a
     * thread of its own, after the server is ready.
     */
    @Override
    public void warmUp() {
        try {
            control();
        } catch (IOException e) {
            // The first session says so, to somebody who is interested.
        }
        var scratch = new FrameBuffer(CellFont.NORMAL_WIDTH, 2 * CellFont.NORMAL_WIDTH);
        CellFont font = CellFont.ofWidth(CellFont.NORMAL_WIDTH);
        for (int c = ' '; c < 0x7F; c++) {
            font.draw(scratch, 0, 0, c, 1, false, false, 0xFFFFFF, 0);
        }
    }

    private synchronized void control() throws IOException {
        if (control == null) {
            makeFolder();
            control = launcher.connect();
        }
    }

    /** Lets go of the keeper, which goes away with the last session. Sessions run on. */
    @Override
    public synchronized void close() {
        if (control != null) {
            control.close();
            control = null;
        }
    }

    private void makeFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<String> unavailable() {
        return Files.exists(Path.of("/dev/ptmx"))
                ? Optional.empty()
                : Optional.of("this machine has no pseudo-terminals (/dev/ptmx)");
    }

    @Override
    public ConsoleDesktop start(DesktopRequest request) throws DesktopException {
        OsUser user = request.user();
        if (!Files.isExecutable(user.shell())) {
            throw new DesktopException(
                    "the login shell of " + user.name() + " cannot be run: " + user.shell());
        }
        Map<String, String> environment = environment(request);
        List<String> command =
                leaders.wrap(
                        user,
                        List.of(
                                "/bin/sh",
                                "-c",
                                ENTER,
                                "holdfast",
                                request.workDirectory().isEmpty()
                                        ? user.home().toString()
                                        : request.workDirectory(),
                                request.program()),
                        environment);
        var order =
                new StartOrder(
                        request.sessionKey(),
                        user.name(),
                        user.uid(),
                        command,
                        environment.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toList(),
                        CellGeometry.of(request.layout()).windowSize());
        KeptSession kept;
        KeeperLink link;
        try {
            control();
            link = launcher.connect();
        } catch (IOException e) {
            throw new DesktopException(String.valueOf(e.getMessage()), e);
        }
        try {
            kept = ask(link, Frame.of(Frame.START, order.encode()));
            records.write(kept);
        } catch (IOException | DesktopException e) {
            link.close();
            close();
            throw new DesktopException("no console session: " + e.getMessage(), e);
        }
        return ConsoleDesktop.started(kept.key(), leader(kept), link, request.layout());
    }

    private static Map<String, String> environment(DesktopRequest request) {
        Map<String, String> all = LoginEnvironment.of(request);
        all.putIfAbsent("XDG_SESSION_TYPE", "tty");
        all.put("TERM", "xterm-256color");
        all.put("COLORTERM", "truecolor");
        // The terminal knows no other coding.
        if (!isUtf8(all.getOrDefault("LC_ALL", all.getOrDefault("LANG", "")))) {
            all.keySet().removeIf(name -> name.startsWith("LC_"));
            all.put("LANG", UTF8_LOCALE);
        }
        return all;
    }

    private static boolean isUtf8(String locale) {
        return locale.toLowerCase(Locale.ROOT).replace("-", "").endsWith("utf8");
    }

    private static KeptSession ask(KeeperLink link, byte[] frame)
            throws IOException, DesktopException {
        link.send(frame);
        ByteBuffer answer = link.receive();
        byte type = answer.get();
        answer.getInt();
        if (type == Frame.REFUSED) {
            throw new DesktopException(Frame.refusal(answer));
        }
        if (type != Frame.STARTED) {
            throw new IOException("the keeper answers something else");
        }
        return KeptSession.decode(answer);
    }

    private static Leader leader(KeptSession kept) {
        return new Leader(kept.pid(), kept.startTime());
    }

    @Override
    public List<FoundDesktop> found() {
        Map<String, KeptSession> alive =
                kept().stream().collect(Collectors.toMap(KeptSession::key, Function.identity()));
        List<FoundDesktop> found = new ArrayList<>();
        for (KeptSession recorded : records.all()) {
            KeptSession kept = alive.remove(recorded.key());
            found.add(found(kept != null ? kept : recorded, kept != null));
        }
        // Those whose state file is missing.
        alive.values().forEach(kept -> found.add(found(kept, true)));
        return found;
    }

    private static FoundDesktop found(KeptSession kept, boolean alive) {
        var size = new DisplaySize(kept.size().width(), kept.size().height());
        return new FoundDesktop(
                kept.key(),
                KIND,
                kept.user(),
                leader(kept),
                size,
                java.time.Instant.ofEpochMilli(kept.startedMillis()),
                alive && leader(kept).isAlive());
    }

    /** What a keeper has; starts none. */
    private List<KeptSession> kept() {
        try (KeeperLink link = KeeperLink.open(folder)) {
            link.send(Frame.of(Frame.LIST, new byte[0]));
            ByteBuffer answer = link.receive();
            byte type = answer.get();
            answer.getInt();
            return type == Frame.SESSIONS ? KeptSession.decodeAll(answer) : List.of();
        } catch (IOException noKeeper) {
            return List.of();
        }
    }

    @Override
    public ConsoleDesktop adopt(FoundDesktop found) throws DesktopException {
        KeeperLink link;
        try {
            link = KeeperLink.open(folder);
        } catch (IOException e) {
            throw new DesktopException("the keeper of console sessions is gone", e);
        }
        try {
            byte[] key =
                    ByteBuffer.allocate(4 + found.sessionKey().length())
                            .putInt(found.sessionKey().length())
                            .put(found.sessionKey().getBytes(StandardCharsets.US_ASCII))
                            .array();
            KeptSession kept = ask(link, Frame.of(Frame.ATTACH, key));
            var layout = DisplayLayout.single(kept.size().width(), kept.size().height());
            var desktop = ConsoleDesktop.attached(kept.key(), leader(kept), link, layout);
            if (!desktop.awaitReplay(REPLAY_MILLIS)) {
                desktop.leave();
                throw new DesktopException("the keeper of console sessions does not answer");
            }
            return desktop;
        } catch (IOException e) {
            link.close();
            throw new DesktopException("the session cannot be taken over: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            link.close();
            Thread.currentThread().interrupt();
            throw new DesktopException("interrupted while a session was taken over", e);
        } catch (DesktopException e) {
            link.close();
            throw e;
        }
    }

    @Override
    public void forget(String sessionKey) {
        try {
            records.delete(sessionKey);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
