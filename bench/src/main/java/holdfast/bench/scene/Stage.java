package holdfast.bench.scene;

import holdfast.bench.Act;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The program of a measured session: shows the act that was last asked for with its key, and a mark
 * in the corner that changes with every step, by which a client counts frames.
 */
public final class Stage {
    /** Shades that steps take in turn; those above tell where an act begins. */
    private static final int GREYS = 249;

    private static final long SECOND = 1_000_000_000;

    private Stage() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String authority =
                System.getenv()
                        .getOrDefault(
                                "XAUTHORITY", System.getProperty("user.home") + "/.Xauthority");
        try (var display = new XDisplay(System.getenv("DISPLAY"), Path.of(authority))) {
            play(display);
        }
    }

    private static void play(XDisplay display) throws IOException, InterruptedException {
        Act act = Act.IDLE;
        while (true) {
            Canvas screen = Canvas.screen(display);
            screen.show();
            Scene scene = Scenes.of(act);
            scene.begin(screen);
            Canvas mark = screen.child(0, 0, Act.MARK_WIDTH, Act.MARK_HEIGHT);
            mark.show();
            mark(mark, GREYS + act.ordinal()); // seen also where the act begins with the same page
            display.sync();
            act = steps(display, scene, screen, mark);
        }
    }

    /** Shows the scene until another act is asked for. */
    private static Act steps(XDisplay display, Scene scene, Canvas screen, Canvas mark)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (int number = 1; ; number++) {
            Character key =
                    scene.rate() == 0
                            ? display.key(Long.MAX_VALUE)
                            : keyBefore(display, start + number * SECOND / scene.rate());
            if (key != null && Act.ofKey(key).isPresent()) {
                return Act.ofKey(key).get();
            }
            scene.step(screen, number);
            mark(mark, number % GREYS);
            display.sync();
        }
    }

    /** The key of another act, or null once the time has come. */
    private static @Nullable Character keyBefore(XDisplay display, long nanoTime)
            throws InterruptedException {
        while (true) {
            Character key = display.key(nanoTime - System.nanoTime());
            if (key == null || Act.ofKey(key).isPresent()) {
                return key;
            }
        }
    }

    private static void mark(Canvas mark, int grey) throws IOException {
        mark.fill(grey * 0x010101, 0, 0, mark.width, mark.height);
    }
}
