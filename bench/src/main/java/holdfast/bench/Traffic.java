package holdfast.bench;

import holdfast.client.RdpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Bytes on the wire and CPU for a terminal that scrolls and for one that is typed into. */
final class Traffic implements Scenario {
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration WINDOW = Duration.ofSeconds(15);
    private static final int PER_SECOND = 20;
    private static final int LINE = 70;
    private static final String SCROLL =
            """
            #!/bin/sh
            clear
            n=0
            while [ $n -lt 600 ]; do
                n=$((n + 1))
                printf '%6d  the quick brown fox jumps over the lazy dog, %5d times; then %3d more\\n' \\
                    $n $((n * 7919 % 10007)) $((n * 31 % 997))
                sleep 0.05
            done
            """;

    @Override
    public void measure(Product product, Table table) throws IOException, InterruptedException {
        try (Folder folder = Folder.make();
                RunningServer server = product.start(1);
                var client = RdpClient.connect(server.address(), server.login(0))) {
            String scroll = folder.program("scroll", SCROLL).toString();
            client.firstPaint();
            client.awaitStill(Duration.ofSeconds(1));
            Window idle = window(server, client, WINDOW);
            idle.print("connected, nothing happens", product, table);
            client.type(scroll + "\n");
            window(server, client, WARM_UP);
            window(server, client, WINDOW).print("scrolling, 20 lines/s", product, table);
            client.awaitStill(Duration.ofSeconds(2));
            client.type("cat\n");
            typeFor(client, WARM_UP);
            var typing = new Window(server, client);
            typeFor(client, WINDOW);
            typing.close();
            typing.print("typing, 20 keys/s", product, table);
        }
    }

    private static Window window(RunningServer server, RdpClient client, Duration length)
            throws InterruptedException {
        var window = new Window(server, client);
        Thread.sleep(length);
        window.close();
        return window;
    }

    private static void typeFor(RdpClient client, Duration length)
            throws IOException, InterruptedException {
        long keys = length.toSeconds() * PER_SECOND;
        for (int i = 0; i < keys; i++) {
            client.type(i % LINE == LINE - 1 ? "\n" : String.valueOf((char) ('a' + i % 26)));
            Thread.sleep(1000 / PER_SECOND);
        }
    }

    private static final class Window {
        private final RunningServer server;
        private final RdpClient client;
        private final List<Long> serving;
        private final List<Long> showing;
        private final long startNanos = System.nanoTime();
        private double seconds;
        private double bytes;
        private double updates;
        private double cpu;
        private double desktopCpu;

        Window(RunningServer server, RdpClient client) {
            this.server = server;
            this.client = client;
            serving = server.serverProcesses();
            showing = server.desktopProcesses();
            count(-1);
        }

        void close() {
            seconds = (System.nanoTime() - startNanos) / 1e9;
            count(1);
        }

        private void count(int sign) {
            bytes += sign * (client.bytesIn() + client.bytesOut());
            updates += sign * client.paints();
            cpu += sign * Processes.cpuSeconds(serving);
            desktopCpu += sign * Processes.cpuSeconds(showing);
        }

        void print(String what, Product product, Table table) {
            table.put(what + ": KiB/s, both ways", product.name(), figure("%.1f", bytes / 1024));
            table.put(what + ": updates/s", product.name(), figure("%.1f", updates));
            table.put(what + ": server CPU, s/s", product.name(), figure("%.3f", cpu));
            if (!server.desktopProcesses().isEmpty()) {
                table.put(
                        what + ": X server and terminal CPU, s/s",
                        product.name(),
                        figure("%.3f", desktopCpu));
            }
        }

        private String figure(String format, double total) {
            return String.format(Locale.ROOT, format, total / seconds);
        }
    }
}
