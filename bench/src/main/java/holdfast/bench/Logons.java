package holdfast.bench;

import holdfast.client.RdpClient;
import holdfast.client.Timeline;
import java.io.IOException;
import java.time.Duration;

/** From the first SYN to a client that shows the desktop. */
final class Logons implements Scenario {
    private static final int COLD_STARTS = 3;
    private static final int NEW_SESSIONS = 5;

    /** A server is started once and then used for weeks; its first logon has a row of its own. */
    private static final int WARM_UP = 60;

    private static final int RETURNS = 25;
    private static final Duration STILL = Duration.ofMillis(500);

    @Override
    public void measure(Product product, Table table) throws IOException, InterruptedException {
        warm(product, table); // First, so that the client is warm when the server is cold.
        cold(product, table);
    }

    private static void warm(Product product, Table table)
            throws IOException, InterruptedException {
        try (RunningServer server = product.start(NEW_SESSIONS + 1)) {
            for (int i = 0; i < WARM_UP; i++) {
                logOn(server, 0, new Times());
            }
            var back = new Times();
            for (int i = 0; i < RETURNS; i++) {
                logOn(server, 0, back);
            }
            back.steps(product, table);
            back.pictures("existing session", product, table);
            String shown = "existing session: first paint";
            table.aim(shown, "under 100 ms (xrdp: 165)");
            if (server.accounts() > 1) {
                var fresh = new Times();
                for (int i = 1; i <= NEW_SESSIONS; i++) {
                    logOn(server, i, fresh);
                }
                fresh.pictures("new session", product, table);
            }
        }
    }

    private static void cold(Product product, Table table)
            throws IOException, InterruptedException {
        var first = new Times();
        for (int i = 0; i < COLD_STARTS; i++) {
            try (RunningServer server = product.start(1)) {
                logOn(server, 0, first);
            }
        }
        table.put(
                "first logon after start: activated",
                product.name(),
                first.activated.medianAndWorst());
        first.pictures("first logon after start", product, table);
    }

    private static void logOn(RunningServer server, int account, Times times)
            throws IOException, InterruptedException {
        try (var client = RdpClient.connect(server.address(), server.login(account))) {
            Timeline timeline = client.timeline();
            times.encrypted.add(timeline.encrypted());
            times.joined.add(timeline.joined());
            times.activated.add(timeline.activated());
            times.firstPaint.add(client.firstPaint());
            times.complete.add(client.complete(STILL));
        }
    }

    private static final class Times {
        final Samples encrypted = new Samples();
        final Samples joined = new Samples();
        final Samples activated = new Samples();
        final Samples firstPaint = new Samples();
        final Samples complete = new Samples();

        void steps(Product product, Table table) {
            table.put("connect to TLS, median / p95", product.name(), encrypted.medianAndP95());
            table.put("connect to channels joined", product.name(), joined.medianAndP95());
            String row = "connect to activated";
            table.put(row, product.name(), activated.medianAndP95());
            table.aim(row, "under 10 ms (xrdp: 7)");
        }

        void pictures(String what, Product product, Table table) {
            table.put(what + ": first paint", product.name(), firstPaint.medianAndWorst());
            table.put(
                    what + ": last change, then still", product.name(), complete.medianAndWorst());
        }
    }
}
