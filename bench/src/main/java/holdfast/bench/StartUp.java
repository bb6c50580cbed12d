package holdfast.bench;

import java.io.IOException;
import java.time.Duration;

/** From the launcher's start to the ready line. */
final class StartUp implements Scenario {
    private static final int FRESH = 3;
    private static final int AGAIN = 7;
    private static final int COMMANDS = 5;

    @Override
    public void measure(Product product, Table table) throws IOException {
        var fresh = new Samples();
        for (int i = 0; i < FRESH; i++) {
            try (var server = HoldfastServerProcess.start(Folder.make(), 0)) {
                fresh.add(server.startUp());
            }
        }
        table.put(
                "first start: keys and an account are made",
                product.name(),
                fresh.medianAndWorst());
        var again = new Samples();
        try (var folder = Folder.make()) {
            for (int i = 0; i < AGAIN; i++) {
                var server = HoldfastServerProcess.start(folder, 1);
                server.stop();
                if (i > 0) {
                    again.add(server.startUp());
                }
            }
        }
        String row = "start to the ready line";
        table.put(row, product.name(), again.medianAndWorst());
        table.aim(row, "under 1500 ms");
        var command = new Samples();
        for (int i = 0; i < COMMANDS; i++) {
            long start = System.nanoTime();
            Processes.output(
                    java.util.List.of(HoldfastServerProcess.launcher().toString(), "version"));
            command.add(Duration.ofNanos(System.nanoTime() - start));
        }
        table.put("the command `version`", product.name(), command.medianAndWorst());
    }
}
