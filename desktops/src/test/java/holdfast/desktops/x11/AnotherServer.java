package holdfast.desktops.x11;

import holdfast.desktops.DesktopRequest;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.LeaderCommand;
import holdfast.desktops.OsUser;
import holdfast.graphics.FrameBuffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server in a process of its own, to be frozen and killed. */
final class AnotherServer {
    private AnotherServer() {}

    static Process start(Path folder, Path done) throws IOException {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                AnotherServer.class.getName(),
                                folder.toString(),
                                done.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] args) throws Exception {
        var desktops = new X11Desktops(Path.of(args[0]), LeaderCommand.plain());
        var request =
                new DesktopRequest(
                        "w",
                        OsUser.current(),
                        DisplayLayout.single(640, 480),
                        SessionLifeTest.WORK.formatted(args[1]),
                        "/",
                        Map.of());
        var desktop = desktops.start(request);
        desktop.watch(new X11Stage.Watcher());
        desktop.shown(true);
        desktop.refresh(new FrameBuffer(640, 480), true);
        System.out.println(desktop.leader().pid());
        Thread.sleep(Long.MAX_VALUE);
    }
}
