package holdfast.bench;

import holdfast.client.RdpClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Heap after collection, and resident memory, of a server with 0, 1, 10 and 100 sessions. */
final class Memory implements Scenario {
    private static final int[] SESSIONS = {1, 10, 100};
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Duration STILL = Duration.ofMillis(300);

    @Override
    public void measure(Product product, Table table) throws IOException, InterruptedException {
        int most = SESSIONS[SESSIONS.length - 1];
        try (var server = HoldfastServerProcess.start(Folder.make(), most)) {
            print("idle server", server, heap(server), table);
            Deque<RdpClient> clients = new ArrayDeque<>();
            double without = 0;
            try {
                for (int wanted : SESSIONS) {
                    while (clients.size() < wanted) {
                        var client =
                                RdpClient.connect(server.address(), server.login(clients.size()));
                        clients.add(client);
                        client.firstPaint();
                    }
                    clients.getLast().awaitStill(STILL);
                    double heap = heap(server);
                    print(wanted + " connected", server, heap, table);
                    if (wanted == 1) {
                        without = heap; // Classes that only sessions need are loaded by now.
                    } else {
                        perSession(wanted + " connected", (heap - without) / (wanted - 1), table);
                    }
                }
            } finally {
                for (RdpClient client : clients) {
                    client.close();
                }
            }
            Thread.sleep(Duration.ofSeconds(2)); // Time to notice.
            double heap = heap(server);
            print(most + " disconnected", server, heap, table);
            perSession(most + " disconnected", (heap - without) / (most - 1), table);
        }
    }

    private static void print(String what, HoldfastServerProcess server, double heap, Table table) {
        table.put(what + ": heap", HoldfastServerProcess.NAME, mib(heap));
        table.put(
                what + ": resident, server + keeper",
                HoldfastServerProcess.NAME,
                mib(Processes.residentMiB(List.of(server.pid())))
                        + " + "
                        + mib(Processes.residentMiB(server.keepers())));
    }

    private static void perSession(String what, double heap, Table table) {
        String row = what + ": heap for each session";
        table.put(row, HoldfastServerProcess.NAME, mib(heap));
        table.aim(row, "under 5 MiB");
    }

    /** What is alive, in MiB: the histogram collects garbage first. */
    private static double heap(HoldfastServerProcess server) throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String pid = Long.toString(server.pid());
        String said = Processes.output(List.of(jcmd, pid, "GC.class_histogram"));
        Matcher total = TOTAL.matcher(said);
        if (!total.find()) {
            throw new IOException("jcmd says: " + said.lines().findFirst().orElse("nothing"));
        }
        return Long.parseLong(total.group(1)) / (1024.0 * 1024);
    }

    private static String mib(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f MiB" : "%.0f MiB", value);
    }
}
