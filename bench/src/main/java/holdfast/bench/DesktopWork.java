package holdfast.bench;

import holdfast.client.RdpClient;
import holdfast.graphics.Rect;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * An X desktop at work: key to pixel, and frames, bytes and CPU while it scrolls, a window is
 * dragged, a film is shown, and somebody types. The same client and the same program draw for every
 * server.
 */
final class DesktopWork implements Scenario {
    private static final List<Screen> SCREENS = List.of(Screen.HD, Screen.FULL_HD);
    private static final int KEYS_WARM_UP = 50;
    private static final int KEYS = 150;

    /**
     * A server is started once and then used for weeks, so what its first minute costs is not what
     * is asked here: each works for about half a minute before anything is measured.
     */
    private static final Duration FIRST_WORK = Duration.ofSeconds(7);

    private static final int FIRST_KEYS = 2000;
    private static final int FIRST_KEYS_PER_SECOND = 200;

    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration WINDOW = Duration.ofSeconds(8);
    private static final int KEYS_PER_SECOND = 20;

    @Override
    public void measure(Product product, Table table) throws IOException, InterruptedException {
        for (Screen screen : SCREENS) {
            try (RunningServer server = product.start(1, screen);
                    var client = RdpClient.connect(server.address(), server.login(0))) {
                String size = screen.height() + "p, ";
                new Run(product.name(), size, server, client, screen, table).all();
            }
        }
    }

    private record Run(
            String product,
            String size,
            RunningServer server,
            RdpClient client,
            Screen screen,
            Table table) {

        void all() throws IOException, InterruptedException {
            client.complete(Duration.ofSeconds(2));
            firstWork();
            Rect whole = new Rect(0, 0, screen.width(), screen.height());
            Rect spot =
                    new Rect(
                            (screen.width() - Act.SPOT_WIDTH) / 2,
                            (screen.height() - Act.SPOT_HEIGHT) / 2,
                            Act.SPOT_WIDTH,
                            Act.SPOT_HEIGHT);
            latency(Act.SPOT, spot, "key to a small change", "0.6");
            latency(Act.WHOLE, whole, "key to the whole screen", "0.8");
            moving(Act.SCROLL, "scrolled page, 20/s");
            moving(Act.DRAG, "dragged window, 60/s");
            moving(Act.VIDEO, "film, 30/s");
            show(Act.TYPE);
            type(WARM_UP.toSeconds() * KEYS_PER_SECOND, KEYS_PER_SECOND);
            var window = new Window();
            type(WINDOW.toSeconds() * KEYS_PER_SECOND, KEYS_PER_SECOND);
            window.print("typing, 20/s", Act.TYPE);
        }

        private void firstWork() throws IOException, InterruptedException {
            for (Act act : List.of(Act.SCROLL, Act.DRAG, Act.VIDEO)) {
                show(act);
                Thread.sleep(FIRST_WORK);
            }
            show(Act.TYPE);
            type(FIRST_KEYS, FIRST_KEYS_PER_SECOND);
        }

        private void moving(Act act, String what) throws IOException, InterruptedException {
            show(act);
            Thread.sleep(WARM_UP);
            var window = new Window();
            Thread.sleep(WINDOW);
            window.print(what, act);
        }

        private void show(Act act) throws IOException, InterruptedException {
            client.keyToPaint(act.key());
        }

        private void latency(Act act, Rect area, String what, String aim)
                throws IOException, InterruptedException {
            show(act);
            client.awaitStill(Duration.ofMillis(500));
            var random = new Random(1);
            flash(area, KEYS_WARM_UP, random);
            Samples samples = flash(area, KEYS, random);
            table.put(size + what + ", median, ms", product, millis(samples, 50), "%.1f");
            table.put(size + what + ", p95, ms", product, millis(samples, 95), "%.1f");
            table.aim(size + what + ", median, ms", aim + " of xrdp's or less");
            table.aim(size + what + ", p95, ms", aim + " of xrdp's or less");
        }

        private Samples flash(Rect area, int keys, Random random)
                throws IOException, InterruptedException {
            var samples = new Samples();
            for (int i = 0; i < keys; i++) {
                // At no fixed place in a server's own beat of frames.
                client.awaitStill(Duration.ofMillis(60 + random.nextInt(40)));
                samples.add(client.keyToArea('x', area));
            }
            return samples;
        }

        private static double millis(Samples samples, int percent) {
            return samples.percentile(percent).toNanos() / 1e6;
        }

        private void type(long keys, int perSecond) throws IOException, InterruptedException {
            for (long i = keys; i > 0; i--) {
                client.type("x");
                Thread.sleep(1000 / perSecond);
            }
        }

        private final class Window {
            private final List<Long> serving = server.serverProcesses();
            private final List<Long> drawing = Processes.xServers(server.desktopProcesses());
            private final long startNanos = System.nanoTime();
            private final double[] before = now();

            private double[] now() {
                return new double[] {
                    client.marks(),
                    client.bytesIn(),
                    Processes.cpuSeconds(serving),
                    Processes.cpuSeconds(drawing)
                };
            }

            void print(String what, Act act) {
                double[] after = now();
                double seconds = (System.nanoTime() - startNanos) / 1e9;
                double frames = after[0] - before[0];
                double cpu = (after[2] - before[2]) / frames * 1000;
                double withX = cpu + (after[3] - before[3]) / frames * 1000;
                String row = size + what + ": ";
                table.put(row + "frames/s", product, frames / seconds, "%.1f");
                table.put(
                        row + "KiB/frame", product, (after[1] - before[1]) / 1024 / frames, "%.1f");
                table.put(row + "server CPU, ms/frame", product, cpu, "%.2f");
                table.put(row + "with the X server, ms/frame", product, withX, "%.2f");
                table.aim(row + "server CPU, ms/frame", "1 or less");
                if (act == Act.SCROLL) {
                    table.aim(row + "KiB/frame", "0.1 or less");
                } else if (act == Act.DRAG) {
                    table.aim(row + "frames/s", "60 frames/s");
                }
            }
        }
    }
}
