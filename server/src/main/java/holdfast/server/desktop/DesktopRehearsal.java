package holdfast.server.desktop;

import holdfast.desktops.DesktopException;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DesktopRequest;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.LeaderCommand;
import holdfast.desktops.OsUser;
import holdfast.desktops.Refresh;
import holdfast.desktops.SessionDesktop;
import holdfast.desktops.SessionDesktops;
import holdfast.desktops.x11.X11Desktops;
import holdfast.graphics.FrameBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One X session that nobody sees, for the JVM to record what the first one needs. It runs as the
 * server's own user, with a home that has no start files, and is over when this returns.
 */
public final class DesktopRehearsal {
    private static final int SIDE = 512;
    private static final int FRAMES = 50;
    private static final int SPACE = 0x39;
    private static final long PATIENCE_SECONDS = 10;

    private DesktopRehearsal() {}

    /**
     * Nothing where this machine can have no X session.
     *
     * @param folder exists; the session's files and its home are in it
     */
    public static void run(Path folder) throws DesktopException {
        var desktops = new X11Desktops(folder.resolve("x11"), LeaderCommand.plain());
        if (desktops.unavailable().isEmpty()) {
            desktops.warmUp();
            run(folder, desktops);
        }
    }

    private static void run(Path folder, SessionDesktops desktops) throws DesktopException {
        OsUser self = OsUser.current();
        var user = new OsUser(self.name(), self.uid(), self.gid(), folder, Path.of("/bin/sh"));
        SessionDesktop desktop =
                desktops.start(
                        new DesktopRequest(
                                "rehearsal",
                                user,
                                DisplayLayout.single(SIDE, SIDE),
                                "sleep 60",
                                "",
                                Map.of()));
        desktop.shown(true);
        var picture = new FrameBuffer(SIDE, SIDE);
        for (int frame = 0; frame < FRAMES; frame++) {
            Refresh unused = desktop.refresh(picture, frame == 0);
            desktop.input(new DesktopInput.Key(SPACE, false, false, true));
            desktop.input(new DesktopInput.Key(SPACE, false, false, false));
            desktop.input(new DesktopInput.PointerMoved(frame, frame));
        }
        desktop.close();
        ProcessHandle.of(desktop.leader().pid())
                .ifPresent(leader ->
                        leader.onExit()
                                .completeOnTimeout(leader, PATIENCE_SECONDS, TimeUnit.SECONDS)
                                .join());
    }
}
