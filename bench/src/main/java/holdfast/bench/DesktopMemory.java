package holdfast.bench;

import holdfast.client.RdpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Memory of each X session beside its X server and its programs. */
final class DesktopMemory implements Scenario {
    private static final int SESSIONS = 6;
    private static final Duration STILL = Duration.ofSeconds(1);
    private static final Duration SETTLED = Duration.ofSeconds(5);

    /** The collector gives memory back in the background. */
    private static final Duration GIVEN_BACK = Duration.ofSeconds(1);

    @Override
    public void measure(Product product, Table table) throws IOException, InterruptedException {
        try (RunningServer server = product.start(SESSIONS)) {
            if (server.accounts() < SESSIONS) {
                return; // A server that shows one display has no sessions to compare.
            }
            List<RdpClient> clients = new ArrayList<>();
            try {
                double first = 0;
                for (int i = 0; i < SESSIONS; i++) {
                    var client = RdpClient.connect(server.address(), server.login(i));
                    clients.add(client);
                    client.complete(STILL);
                    first = i == 0 ? memory(server) : first;
                }
                put(table, product, "connected", (memory(server) - first) / (SESSIONS - 1), 10);
            } finally {
                for (RdpClient client : clients) {
                    client.close();
                }
            }
        }
        disconnected(product, table);
    }

    /** What sessions cost that nobody looks at, against a server that has served one. */
    private static void disconnected(Product product, Table table)
            throws IOException, InterruptedException {
        try (RunningServer server = product.start(SESSIONS)) {
            double first = 0;
            for (int i = 0; i < SESSIONS; i++) {
                try (var client = RdpClient.connect(server.address(), server.login(i))) {
                    client.complete(STILL);
                }
                Thread.sleep(SETTLED);
                first = i == 0 ? memory(server) : first;
            }
            put(table, product, "disconnected", (memory(server) - first) / (SESSIONS - 1), 1);
        }
    }

    private static double memory(RunningServer server) throws InterruptedException {
        Thread.sleep(SETTLED);
        server.collectGarbage();
        Thread.sleep(GIVEN_BACK);
        return Processes.proportionalMiB(server.serverProcesses());
    }

    private static void put(Table table, Product product, String what, double value, int aim) {
        String row = "for each " + what + " session, MiB";
        table.put(row, product.name(), value, "%.2f");
        table.aim(row, aim + " MiB or less");
    }
}
