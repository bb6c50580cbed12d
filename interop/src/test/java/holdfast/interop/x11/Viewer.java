package holdfast.interop.x11;

import holdfast.graphics.bitmap.ColorDepth;
import holdfast.interop.ClientDisplay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A person's own screen, and the client program on it. */
final class Viewer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration CALM = Duration.ofMillis(1200);

    /** The colour of the card that the logon screen's questions are on. */
    private static final int LOGON_CARD = 0x222B38;

    private final ClientDisplay display;
    private final int screenWidth;
    private final int screenHeight;
    private @Nullable Process client;
    private int width;
    private int height;
    private ColorDepth depth = ColorDepth.RGB_32;

    Viewer() {
        this(1300, 900);
    }

    Viewer(int screenWidth, int screenHeight) {
        this.screenWidth = screenWidth;
        this.screenHeight = screenHeight;
        display = ClientDisplay.open(screenWidth, screenHeight, "-maxbigreqsize", "127");
        pointerAway();
    }

    Map<String, String> environment() {
        return Map.of("DISPLAY", display.name(), "HOME", display.folder().toString());
    }

    /** Connects with xfreerdp. */
    Viewer connect(
            House house, MachineUser user, int wide, int high, ColorDepth bits, String... more) {
        width = wide;
        height = high;
        depth = bits;
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "xfreerdp",
                                "/v:127.0.0.1:" + house.port(),
                                "/u:" + user.name(),
                                "/p:" + House.PASSWORD,
                                "/cert:ignore",
                                "/sec:tls",
                                "/bpp:" + bits.bitsPerPixel(),
                                "-decorations",
                                "/log-level:WARN"));
        if (List.of(more).stream().noneMatch("/multimon"::equals)) {
            command.add("/size:" + wide + "x" + high);
        }
        command.addAll(List.of(more));
        client = Run.start(log(), environment(), command);
        return this;
    }

    /** Connects with rdesktop. */
    Viewer connectRdesktop(House house, MachineUser user, int wide, int high, ColorDepth bits) {
        width = wide;
        height = high;
        depth = bits;
        client =
                Run.start(
                        log(),
                        environment(),
                        List.of(
                                "sh",
                                "-c",
                                "echo yes | exec rdesktop -D -u \"$0\" -p \"$1\" -g \"$2\" -a \"$3\""
                                        + " \"$4\"",
                                user.name(),
                                House.PASSWORD,
                                wide + "x" + high + "+0+0",
                                Integer.toString(bits.bitsPerPixel()),
                                "127.0.0.1:" + house.port()));
        return this;
    }

    private Path log() {
        return display.folder().resolve("client.log");
    }

    /** The client's own window has this size from now on. */
    void resize(int wide, int high) {
        String window = xdotool("search", "--name", "FreeRDP").lines().findFirst().orElseThrow();
        xdotool("windowsize", window, Integer.toString(wide), Integer.toString(high));
        width = wide;
        height = high;
    }

    /** What the client's window shows. */
    XPicture shown() {
        try {
            return XPicture.of(Files.readAllBytes(display.picture())).corner(width, height);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a colour covers a good part of the window. */
    void awaitColour(int colour) {
        Wait.until(
                () -> "without colour %06x\n%s".formatted(colour, Place.read(log())),
                () -> shown().count(colour, depth) > 20_000);
    }

    /** Waits until this shows what the X server shows, pixel by pixel. */
    void awaitSameAs(Inside session) {
        pointerAway();
        Wait.until(
                () -> shown().difference(session.picture(), depth),
                () -> shown().difference(session.picture(), depth).isEmpty());
    }

    /** Waits until Holdfast's own screen says this in one of its lines. */
    void awaitText(String text) {
        Wait.until(
                () -> "without \"" + text + "\"\n" + Place.read(log()),
                () -> ScreenText.says(shown(), text));
    }

    /** Waits for the logon screen, and gives what it shows. */
    XPicture awaitLogonScreen() {
        awaitColour(LOGON_CARD);
        click(5, 5); // Beside the card: whatever is typed next goes to this window.
        return awaitCalm(now -> true);
    }

    /** Waits until this shows something else than before, and nothing moves in it any more. */
    XPicture awaitNext(XPicture before) {
        return awaitCalm(now -> !now.difference(before, depth).isEmpty());
    }

    private XPicture awaitCalm(Predicate<XPicture> wanted) {
        var last = new AtomicReference<>(shown());
        Awaitility.await("another picture")
                .atMost(PATIENCE)
                .pollInterval(LOOK)
                .during(CALM)
                .until(() -> {
                    XPicture now = shown();
                    XPicture before = last.getAndSet(now);
                    return now.difference(before, depth).isEmpty() && wanted.test(now);
                });
        return last.get();
    }

    /** The client's own program runs. */
    boolean connected() {
        Process running = client;
        return running != null && running.isAlive();
    }

    /** Waits until the client has given up, and gives what it said. */
    String awaitRefusal() {
        Wait.until(() -> Place.read(log()), () -> !connected());
        return Place.read(log());
    }

    long count(int colour) {
        return shown().count(colour, depth);
    }

    /** Clicks somewhere in the window. */
    void click(int x, int y) {
        xdotool("mousemove", Integer.toString(x), Integer.toString(y), "click", "1");
    }

    void type(String text) {
        xdotool("type", "--delay", "15", text);
    }

    void press(String... keys) {
        for (String key : keys) {
            xdotool("key", key);
        }
    }

    String xdotool(String... arguments) {
        List<String> command = new ArrayList<>(List.of("xdotool"));
        command.addAll(List.of(arguments));
        return Run.output(environment(), command);
    }

    /** Puts the pointer where no window is: Xvfb paints it into its picture. */
    void pointerAway() {
        xdotool("mousemove", Integer.toString(screenWidth - 1), Integer.toString(screenHeight - 1));
    }

    /** The client stands still, as when its machine sleeps. */
    void freeze() {
        Process running = client;
        if (running != null) {
            Run.output("kill", "-STOP", Long.toString(running.pid()));
        }
    }

    /** The client is gone, as when its machine is switched off. */
    void hangUp() {
        Process running = client;
        if (running != null) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            Run.kill(running);
            client = null;
        }
    }

    @Override
    public void close() {
        hangUp();
        display.close();
    }
}
