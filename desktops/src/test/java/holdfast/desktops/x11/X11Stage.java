package holdfast.desktops.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.desktops.DesktopEnd;
import holdfast.desktops.DesktopInput;
import holdfast.desktops.DesktopListener;
import holdfast.desktops.DesktopRequest;
import holdfast.desktops.DisplayLayout;
import holdfast.desktops.LeaderCommand;
import holdfast.desktops.OsUser;
import holdfast.graphics.FrameBuffer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real desktop with a program in it, and the tools to look at it from outside. */
final class X11Stage implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final Path folder;
    final X11Desktops desktops;
    final X11Desktop desktop;
    final Watcher watcher = new Watcher();
    private final String key;

    static final class Watcher implements DesktopListener {
        final AtomicInteger damages = new AtomicInteger();
        final AtomicInteger pointers = new AtomicInteger();
        final AtomicInteger resizes = new AtomicInteger();
        final AtomicInteger bells = new AtomicInteger();
        volatile @Nullable DesktopEnd end;

        @Override
        public void damaged() {
            damages.incrementAndGet();
        }

        @Override
        public void pointerChanged() {
            pointers.incrementAndGet();
        }

        @Override
        public void resized() {
            resizes.incrementAndGet();
        }

        @Override
        public void bell() {
            bells.incrementAndGet();
        }

        @Override
        public void ended(DesktopEnd why) {
            end = why;
        }
    }

    private X11Stage(Path folder, X11Desktops desktops, X11Desktop desktop) {
        this.folder = folder;
        this.desktops = desktops;
        this.desktop = desktop;
        key = desktop.sessionKey();
        desktop.watch(watcher);
        desktop.shown(true);
    }

    /** A desktop in which {@code program} runs. */
    static X11Stage with(String program) throws Exception {
        return with(program, XServer.find(), DisplayLayout.single(1024, 768));
    }

    static X11Stage with(String program, Optional<XServer> server, DisplayLayout layout)
            throws Exception {
        Path folder = Files.createTempDirectory("x11-stage");
        X11Desktops desktops = new X11Desktops(folder, LeaderCommand.plain(), server);
        return new X11Stage(folder, desktops, start(desktops, program, layout));
    }

    static X11Desktop start(X11Desktops desktops, String program, DisplayLayout layout)
            throws Exception {
        var request =
                new DesktopRequest(
                        "stage", OsUser.current(), layout, program, "/", Map.of("HOME", "/tmp"));
        return (X11Desktop) desktops.start(request);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Runs a client of the display to its end. */
    String run(String... command) throws Exception {
        Process process = client(command);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return output;
    }

    /** Starts a client of the display. */
    Process client(String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("DISPLAY", desktop.display());
        builder.environment()
                .put("XAUTHORITY", folder.resolve(key).resolve("run/Xauthority").toString());
        return builder.start();
    }

    FrameBuffer picture() {
        return new FrameBuffer(desktop.size().width(), desktop.size().height());
    }

    /** The screen as the X server tells it to another program. */
    FrameBuffer screenshot() throws Exception {
        Process process = client("xwd", "-root", "-silent");
        try (var in = new DataInputStream(process.getInputStream())) {
            int header = in.readInt();
            int[] fields = new int[24];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = in.readInt();
            }
            int width = fields[3];
            int height = fields[4];
            int rowBytes = fields[11];
            int colours = fields[18];
            in.skipNBytes(header - 100 + colours * 12L);
            FrameBuffer picture = new FrameBuffer(width, height);
            byte[] row = new byte[rowBytes];
            for (int y = 0; y < height; y++) {
                in.readFully(row);
                for (int x = 0; x < width; x++) {
                    picture.pixels()[y * width + x] =
                            (row[4 * x + 2] & 0xFF) << 16
                                    | (row[4 * x + 1] & 0xFF) << 8
                                    | row[4 * x] & 0xFF;
                }
            }
            return picture;
        }
    }

    /** How many pixels of two pictures differ. */
    static int difference(FrameBuffer one, FrameBuffer other) {
        assertThat(one.bounds()).isEqualTo(other.bounds());
        int different = 0;
        for (int i = 0; i < one.pixels().length; i++) {
            if (((one.pixels()[i] ^ other.pixels()[i]) & 0xFFFFFF) != 0) {
                different++;
            }
        }
        return different;
    }

    void awaitWindow(String name) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !run("xdotool", "search", "--onlyvisible", "--name", name).isBlank());
    }

    void awaitText(Path file, String text) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(file).content().isEqualTo(text));
    }

    void press(int... scancodes) {
        for (int scancode : scancodes) {
            key(scancode, true);
        }
        for (int i = scancodes.length - 1; i >= 0; i--) {
            key(scancodes[i], false);
        }
    }

    /** Scan codes above 0x100 are extended ones. */
    void key(int scancode, boolean down) {
        desktop.input(new DesktopInput.Key(scancode & 0xFF, (scancode & 0x100) != 0, false, down));
    }

    void unicode(String text) {
        for (char unit : text.toCharArray()) {
            desktop.input(new DesktopInput.Unicode(unit, true));
            desktop.input(new DesktopInput.Unicode(unit, false));
        }
    }

    @Override
    public void close() throws Exception {
        desktop.close();
        assertThat(new XSessionProbe(desktops).isOver(key)).isTrue();
        desktops.forget(key);
        try (var left = Files.walk(folder)) {
            List<Path> files = new ArrayList<>(left.toList());
            for (Path file : files.reversed()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Waits for sessions to end. */
    record XSessionProbe(X11Desktops desktops) {
        boolean isOver(String key) {
            await().atMost(PATIENCE)
                    .until(() ->
                            desktops.found().stream()
                                    .noneMatch(d -> d.sessionKey().equals(key) && d.alive()));
            return true;
        }
    }

    static String readAll(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
