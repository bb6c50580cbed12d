package holdfast.interop.x11;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.graphics.bitmap.ColorDepth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One user's X session through xfreerdp while programs draw, windows change, and text is copied.
 */
class DesktopAtWorkTest {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 600;
    private static final int STOPS = 50;
    private static final int RESIZES = 20;
    private static final int LARGE = 10 << 20;

    /** xfreerdp 2 reads no INCR transfers; with more, xclip begins one. */
    private static final int LARGE_FOR_XFREERDP = 8_000_000;

    /** As much goes through two X servers and a client on a busy machine. */
    private static final Duration LARGE_PATIENCE = Duration.ofSeconds(120);

    private static MachineUser user;
    private static House house;

    @BeforeAll
    static void moveIn() {
        MachineUser.assumeRoot();
        user = new MachineUser(0x204060);
        house = new House(user);
    }

    @AfterAll
    static void moveOut() {
        if (house != null) {
            house.close();
            user.close();
        }
    }

    @AfterEach
    void logOff() {
        house.logOff(user);
    }

    @Test
    void theClientShowsWhatTheXServerShowsAtEveryStop() throws IOException {
        try (var viewer = new Viewer()) {
            connect(viewer);
            viewer.awaitColour(user.colour());
            Inside session = house.inside(user);
            Path script = user.home().resolve("script");
            session.run("mkfifo", script.toString());
            session.start("xterm", "-T", "steady", "-geometry", "50x12+430+330");
            session.start(
                    "xterm",
                    "-T",
                    "drawing",
                    "-geometry",
                    "90x30+30+60",
                    "-e",
                    "sh -c 'exec sh <>%s'".formatted(script));
            String steady = awaitWindow(session, "steady");
            awaitWindow(session, "drawing");
            var random = new Random(3);
            for (int stop = 0; stop < STOPS; stop++) {
                draw(session, script, steady, stop, random);
                if (stop % 10 == 9) {
                    viewer.hangUp();
                    Files.writeString(script, "seq 40\n");
                    connect(viewer);
                }
                viewer.awaitSameAs(session);
            }
        }
    }

    private static void draw(Inside session, Path script, String window, int stop, Random random)
            throws IOException {
        switch (stop % 5) {
            case 0 -> Files.writeString(script, "seq %d 400\n".formatted(random.nextInt(350)));
            case 1 -> {
                for (int step = 0; step < 6; step++) {
                    String x = Integer.toString(random.nextInt(WIDTH) - 100);
                    String y = Integer.toString(random.nextInt(HEIGHT) - 50);
                    session.run("xdotool", "windowmove", window, x, y);
                }
            }
            case 2 -> Files.writeString(script, colours(random.nextInt(1000)));
            case 3 -> {
                session.run("xdotool", "windowunmap", "--sync", window);
                session.run("xsetroot", "-mod", "5", Integer.toString(2 + random.nextInt(9)));
                session.run("xdotool", "windowmap", "--sync", window);
            }
            default ->
                    Files.writeString(
                            script,
                            "printf '\\033[%dS'; ls -l /usr/bin | head -n 12\n"
                                    .formatted(1 + random.nextInt(9)));
        }
    }

    /** Fills the window twenty times with as many colours as a video has. */
    private static String colours(int seed) {
        return """
        awk 'BEGIN { srand(%d); for (i = 0; i < 20 * 30 * 90; i++)
          printf "\\033[48;2;%%d;%%d;%%dm ", rand() * 256, rand() * 256, rand() * 256;
          print "\\033[0m" }'
        """
                .formatted(seed);
    }

    @Test
    void theDesktopFollowsTwentyResizesWhileAProgramDraws() {
        try (var viewer = new Viewer()) {
            viewer.connect(house, user, WIDTH, HEIGHT, ColorDepth.RGB_32, "/dynamic-resolution");
            viewer.awaitColour(user.colour());
            Inside session = house.inside(user);
            Process drawing =
                    session.start("xterm", "-e", "while :; do ls -l /usr/bin; sleep 0.05; done");
            for (int i = 1; i <= RESIZES; i++) {
                int width = 640 + i * 164 % 600;
                int height = 480 + i * 92 % 400;
                String size = width + " " + height;
                // xfreerdp gives its window the size that it was told last, also when the person
                // has gone on to the next meanwhile; then it is dragged once more.
                Wait.until(
                        () -> session.size() + ", not " + size,
                        () -> {
                            viewer.resize(width, height);
                            return session.size().equals(size);
                        });
            }
            Run.end(drawing);
            viewer.awaitSameAs(session);
        }
    }

    @Test
    void megabytesOfTextAreCopiedBothWaysAlsoAfterComingBack() throws IOException {
        try (var viewer = new Viewer()) {
            connect(viewer);
            viewer.awaitColour(user.colour());
            Inside session = house.inside(user);
            UnaryOperator<String> here =
                    command -> Run.output(viewer.environment(), List.of("sh", "-c", command));
            UnaryOperator<String> there = command -> session.run("sh", "-c", command);
            copy(text("client", LARGE_FOR_XFREERDP), here, there);
            String large = copy(text("session", LARGE), there, here);
            viewer.hangUp();
            connect(viewer);
            // The newcomer is told of it; a copy before that would be overtaken by the news.
            awaitText(large, here);
            copy(text("again", 100), here, there);
            copy(text("and back", 100), there, here);
        }
    }

    /** Returns the sum by which {@link #awaitText} knows the text. */
    private static String copy(String text, UnaryOperator<String> from, UnaryOperator<String> to)
            throws IOException {
        Path source = Files.writeString(Place.file("copied"), text);
        try {
            Run.output("chmod", "644", source.toString());
            String wanted = from.apply("sha256sum < " + source);
            from.apply("xclip -selection clipboard " + source + " >/dev/null 2>&1");
            awaitText(wanted, to);
            return wanted;
        } finally {
            Place.delete(source);
        }
    }

    private static void awaitText(String wanted, UnaryOperator<String> at) {
        Awaitility.await("the text")
                .atMost(LARGE_PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() ->
                        at.apply("timeout 30 xclip -selection clipboard -o 2>&1 | sha256sum")
                                .equals(wanted));
    }

    private static String text(String word, int length) {
        var text = new StringBuilder(length + 100);
        for (int line = 0; text.length() < length; line++) {
            text.append(word).append(" Zeile ").append(line).append(" mit äöü und €\n");
        }
        return text.toString();
    }

    private static void connect(Viewer viewer) {
        viewer.connect(house, user, WIDTH, HEIGHT, ColorDepth.RGB_32, "+clipboard");
        house.session(user, "Active");
    }

    private static String awaitWindow(Inside session, String name) {
        String search = "xdotool search --onlyvisible --name '^" + name + "$' || true";
        Wait.until(() -> "no window " + name, () -> !session.run("sh", "-c", search).isBlank());
        String window = session.run("sh", "-c", search).strip();
        assertThat(window).containsOnlyDigits();
        return window;
    }
}
