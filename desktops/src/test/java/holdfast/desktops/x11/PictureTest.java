package holdfast.desktops.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.desktops.DesktopInput;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.DisplaySize;
import holdfast.desktops.Refresh;
import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Move;
import holdfast.graphics.PointerShape;
import holdfast.graphics.Rect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureTest {
    /** Keeps a picture as a client would: only from what the refreshes say. */
    private static final class Viewer {
        final X11Stage stage;
        FrameBuffer target;
        FrameBuffer client;
        int moves;

        Viewer(X11Stage stage) {
            this.stage = stage;
            target = stage.picture();
            client = stage.picture();
            take(stage.desktop.refresh(target, true));
        }

        boolean refresh() {
            return take(stage.desktop.refresh(target, false));
        }

        private boolean take(Refresh refresh) {
            if (refresh.resized()) {
                target = stage.picture();
                client = stage.picture();
                return take(stage.desktop.refresh(target, true));
            }
            for (Move move : refresh.moves()) {
                client.move(move);
                moves++;
            }
            for (Rect rect : refresh.changed()) {
                client.copyFrom(target, rect);
            }
            return !refresh.equals(Refresh.NOTHING);
        }

        /** Nothing draws any more, and what the client has is what the X server has. */
        void expectScreen() {
            await().atMost(X11Stage.PATIENCE)
                    .untilAsserted(() -> {
                        while (refresh()) {
                            // Until there is nothing new.
                        }
                        FrameBuffer screen = stage.screenshot();
                        assertThat(X11Stage.difference(target, screen)).isZero();
                        assertThat(X11Stage.difference(client, screen)).isZero();
                    });
        }
    }

    @Test
    void theViewersPictureIsTheServersAtEveryStop() throws Exception {
        Path script = Files.createTempFile("draw", ".sh");
        Path pipe = script.resolveSibling(script.getFileName() + ".pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        String terminal = "xterm -T draw -geometry 90x40+20+20 -e sh -c 'exec sh <>%s'";
        String other = "xterm -T second -geometry 60x20+600+300 -e sh -c 'seq 100; exec cat' & ";
        try (var stage = X11Stage.with(other + "exec " + terminal.formatted(pipe))) {
            stage.awaitWindow("draw");
            stage.awaitWindow("second");
            Viewer viewer = new Viewer(stage);
            String window = stage.run("xdotool", "search", "--name", "second").strip();
            int moves = 0;
            Random random = new Random(4);
            for (int stop = 0; stop < 50; stop++) {
                List<String> actions =
                        List.of(
                                "seq " + stop + " " + (stop + 5 + random.nextInt(300)),
                                "clear; ls -la /usr/bin | head -" + (10 + random.nextInt(60)),
                                "printf '\\033[4%dm\\033[2J'".formatted(random.nextInt(8)),
                                "printf '\\033[%dS'".formatted(1 + random.nextInt(9)),
                                "");
                String action = actions.get(stop % actions.size());
                Files.writeString(pipe, action + "\n");
                if (action.isEmpty()) {
                    int x = random.nextInt(900) - 100;
                    int y = random.nextInt(700) - 100;
                    stage.run("xdotool", "windowmove", window, "" + x, "" + y);
                }
                viewer.refresh();
                if (stop % 10 == 7) {
                    // The viewer goes away, something is drawn, and it comes back.
                    stage.desktop.shown(false);
                    Files.writeString(pipe, "date; seq 50\n");
                    stage.desktop.shown(true);
                    moves += viewer.moves;
                    viewer = new Viewer(stage);
                }
                viewer.expectScreen();
            }
            assertThat(moves + viewer.moves).isPositive();
        } finally {
            Files.delete(pipe);
            Files.delete(script);
        }
    }

    @Test
    void needsNoSharedMemory() throws Exception {
        XServer xvfb = XServer.all().filter(s -> s.name().equals("Xvfb")).findFirst().orElseThrow();
        var layout = DisplayLayout.single(1000, 700);
        String program = "exec xterm -T shown -e sh -c 'seq 100; exec cat'";
        try (var stage = X11Stage.with(program, Optional.of(new WithoutShm(xvfb)), layout)) {
            stage.awaitWindow("shown");
            assertThat(stage.desktop.size()).isEqualTo(layout.size());
            Viewer viewer = new Viewer(stage);
            stage.run("xsetroot", "-mod", "3", "5");
            viewer.expectScreen();
        }
    }

    private record WithoutShm(XServer server) implements XServer {
        @Override
        public String name() {
            return server.name();
        }

        @Override
        public List<String> command(DisplaySize size, Path folder) {
            List<String> command = new ArrayList<>(server.command(size, folder));
            command.addAll(List.of("-extension", "MIT-SHM"));
            return command;
        }
    }

    @Test
    void thePointerHasTheShapeThatTheProgramGivesIt() throws Exception {
        String arrow = "xterm -T arrow -geometry 30x10+500+400 -xrm '*pointerShape: left_ptr' & ";
        String text = "exec xterm -T text -geometry 40x20+0+0";
        try (var stage = X11Stage.with(arrow + text)) {
            stage.awaitWindow("arrow");
            stage.awaitWindow("text");
            PointerShape overText = shapeAt(stage, 100, 100, PointerShape.DEFAULT);
            PointerShape overArrow = shapeAt(stage, 550, 450, overText);
            assertThat(overArrow.argb()).isNotEqualTo(overText.argb());
            assertThat(overText.hotX()).isLessThan(overText.width());
            assertThat(Arrays.stream(overText.argb())).anyMatch(pixel -> pixel >>> 24 == 0xFF);
            assertThat(Arrays.stream(overText.argb())).anyMatch(pixel -> pixel >>> 24 == 0);
            assertThat(stage.watcher.pointers.get()).isPositive();
        }
    }

    private static PointerShape shapeAt(X11Stage stage, int x, int y, PointerShape before) {
        stage.desktop.input(new DesktopInput.PointerMoved(x, y));
        await().atMost(X11Stage.PATIENCE)
                .until(() ->
                        stage.desktop.pointer().width() > 0
                                && !Arrays.equals(stage.desktop.pointer().argb(), before.argb()));
        return stage.desktop.pointer();
    }

    @Test
    void thePointerOfAProgramThatHasEndedIsTheClientsArrow() throws Exception {
        try (var stage = X11Stage.with("exec xterm -T text -geometry 40x20+0+0")) {
            stage.awaitWindow("text");
            stage.run("xsetroot", "-cursor_name", "left_ptr");
            PointerShape unused = shapeAt(stage, 100, 100, PointerShape.DEFAULT);
            stage.desktop.input(new DesktopInput.PointerMoved(900, 700));
            await().atMost(X11Stage.PATIENCE)
                    .until(() -> stage.desktop.pointer() == PointerShape.DEFAULT);
        }
    }

    @Test
    void saysWhenTheProgramRingsTheBell() throws Exception {
        try (var stage = X11Stage.with("exec xterm -T bell -e sh -c \"printf '\\a'; exec cat\"")) {
            await().atMost(X11Stage.PATIENCE).until(() -> stage.watcher.bells.get() > 0);
        }
    }

    @Test
    void coloursOfPointersAreNotMultipliedByAlpha() {
        assertThat(XFixes.straight(0xFF123456)).isEqualTo(0xFF123456);
        assertThat(XFixes.straight(0x80800000)).isEqualTo(0x80FF0000);
        assertThat(XFixes.straight(0x00000000)).isZero();
    }
}
