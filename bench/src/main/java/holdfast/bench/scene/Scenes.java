package holdfast.bench.scene;

import holdfast.bench.Act;
import java.io.IOException;
import java.util.Random;

/** The scenes, one for each act that a client can ask for. Same size, same pixels. */
final class Scenes {
    private static final int PAPER = 0xF4F1EA;
    private static final int INK = 0x202428;
    private static final int LINE = 14;
    private static final int TOP = 16;
    private static final int FILM_FRAMES = 12;

    private Scenes() {}

    static Scene of(Act act) {
        return switch (act) {
            case IDLE -> new Still();
            case TYPE -> new Typing();
            case SCROLL -> new Scroll();
            case DRAG -> new Drag();
            case VIDEO -> new Video();
            case SPOT -> new Flash(Act.SPOT_WIDTH, Act.SPOT_HEIGHT);
            case WHOLE -> new Flash(Integer.MAX_VALUE, Integer.MAX_VALUE);
        };
    }

    private static String line(int number) {
        return "%6d  %s  %5d %08x  the session holds, whatever happens to the connection; %d"
                .formatted(
                        number,
                        words(number),
                        number * 7919 % 10007,
                        number * 0x9E3779B1,
                        number * 31 % 997);
    }

    private static String words(int seed) {
        String[] words = {
            "keep-alive", "logon", "cookie", "desktop", "window", "policy", "listener", "frame"
        };
        var random = new Random(seed);
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append(words[random.nextInt(words.length)]).append(' ');
        }
        return text.toString();
    }

    private static void page(Canvas on) throws IOException {
        on.fill(PAPER, 0, TOP, on.width, on.height - TOP);
        on.inks(INK, PAPER);
        for (int y = TOP + LINE; y < on.height; y += LINE) {
            on.text(line(y / LINE), 8, y);
        }
    }

    /** A page of text that nothing happens to. */
    private static final class Still implements Scene {
        @Override
        public void begin(Canvas screen) throws IOException {
            page(screen);
        }

        @Override
        public void step(Canvas screen, int number) {}

        @Override
        public int rate() {
            return 0;
        }
    }

    /** A letter at each key, a new line at the end of a line. */
    private static final class Typing implements Scene {
        private static final int COLUMNS = 80;

        @Override
        public void begin(Canvas screen) throws IOException {
            screen.fill(PAPER, 0, TOP, screen.width, screen.height - TOP);
        }

        @Override
        public void step(Canvas screen, int number) throws IOException {
            int rows = (screen.height - TOP) / LINE - 1;
            screen.inks(INK, PAPER);
            screen.text(
                    String.valueOf((char) ('a' + number * 7 % 26)),
                    8 + number % COLUMNS * 7,
                    TOP + LINE + number / COLUMNS % rows * LINE);
        }

        @Override
        public int rate() {
            return 0;
        }
    }

    /** A whole page of text that moves up by a line. */
    private static final class Scroll implements Scene {
        @Override
        public void begin(Canvas screen) throws IOException {
            page(screen);
        }

        @Override
        public void step(Canvas screen, int number) throws IOException {
            int rows = (screen.height - TOP) / LINE;
            screen.copy(screen, 0, TOP + LINE, 0, TOP, screen.width, (rows - 1) * LINE);
            screen.fill(PAPER, 0, TOP + (rows - 1) * LINE, screen.width, LINE);
            screen.inks(INK, PAPER);
            screen.text(line(1000 + number), 8, TOP + rows * LINE - 3);
        }

        @Override
        public int rate() {
            return 20;
        }
    }

    /** A window of 400 by 300 that is dragged over a picture, 60 steps in a second. */
    private static final class Drag implements Scene {
        private static final int WIDTH = 400;
        private static final int HEIGHT = 300;
        private java.util.Optional<Canvas> window = java.util.Optional.empty();

        @Override
        public void begin(Canvas screen) throws IOException {
            Canvas behind = screen.pixmap(screen.width, screen.height);
            behind.put(Photo.of(screen.width, screen.height, 3));
            screen.background(behind);
            Canvas dragged = screen.child(100, 100, WIDTH, HEIGHT);
            Canvas content = dragged.pixmap(WIDTH, HEIGHT);
            page(content);
            content.fill(0x3465A4, 0, 0, WIDTH, TOP);
            dragged.background(content);
            dragged.show();
            window = java.util.Optional.of(dragged);
        }

        @Override
        public void step(Canvas screen, int number) throws IOException {
            double angle = number * 2 * Math.PI / 240;
            int x = (int) ((screen.width - WIDTH) / 2.0 * (1 + 0.8 * Math.sin(angle)));
            int y = (int) ((screen.height - HEIGHT) / 2.0 * (1 + 0.8 * Math.cos(angle)));
            window.orElseThrow().moveTo(x, y);
        }

        @Override
        public int rate() {
            return 60;
        }
    }

    /** Photographs in motion over all of the screen, 30 in a second. */
    private static final class Video implements Scene {
        private final Canvas[] film = new Canvas[FILM_FRAMES];

        @Override
        public void begin(Canvas screen) throws IOException {
            for (int i = 0; i < film.length; i++) {
                film[i] = screen.pixmap(screen.width, screen.height);
                film[i].put(Photo.of(screen.width, screen.height, i));
            }
        }

        @Override
        public void step(Canvas screen, int number) throws IOException {
            screen.copy(film[number % FILM_FRAMES], 0, 0, 0, 0, screen.width, screen.height);
        }

        @Override
        public int rate() {
            return 30;
        }
    }

    /** An area in the middle that changes its colour at each key. */
    private record Flash(int width, int height) implements Scene {
        @Override
        public void begin(Canvas screen) throws IOException {
            page(screen);
        }

        @Override
        public void step(Canvas screen, int number) throws IOException {
            int w = Math.min(width, screen.width);
            int h = Math.min(height, screen.height);
            screen.fill(
                    number % 2 == 0 ? 0x8AE234 : 0x204A87,
                    (screen.width - w) / 2,
                    (screen.height - h) / 2,
                    w,
                    h);
        }

        @Override
        public int rate() {
            return 0;
        }
    }
}
