package holdfast.bench;

import holdfast.client.RdpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/** From a key that is sent to the update that shows its letter, at a shell that runs cat. */
final class Latency implements Scenario {
    private static final int WARM_UP = 150;
    private static final int KEYS = 400;
    private static final int LINE = 60;
    private static final Duration SETTLED = Duration.ofMillis(400);

    @Override
    public void measure(Product product, Table table) throws IOException, InterruptedException {
        try (RunningServer server = product.start(1);
                var client = RdpClient.connect(server.address(), server.login(0))) {
            client.firstPaint();
            client.awaitStill(Duration.ofSeconds(1));
            client.type("cat\n");
            client.awaitStill(SETTLED);
            var random = new Random(1);
            type(client, WARM_UP, random);
            Samples samples = type(client, KEYS, random);
            String row = "key to pixel, median / p95";
            table.put(row, product.name(), samples.medianAndP95());
            table.aim(row, "median under 5 ms");
        }
    }

    private static Samples type(RdpClient client, int keys, Random random)
            throws IOException, InterruptedException {
        var samples = new Samples();
        for (int i = 0; i < keys; i++) {
            if (i % LINE == LINE - 1) {
                client.type("\n");
                client.awaitStill(SETTLED);
            }
            // Nothing is painted for longer than a frame: the next update is this key's.
            client.awaitStill(Duration.ofMillis(60 + random.nextInt(30)));
            samples.add(client.keyToPaint((char) ('a' + random.nextInt(26))));
        }
        return samples;
    }
}
