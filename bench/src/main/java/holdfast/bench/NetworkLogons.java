package holdfast.bench;

import holdfast.client.Login;
import holdfast.client.NtlmProof;
import holdfast.client.RdpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Logons by NLA with NTLM: how long one takes, what it costs, how many fit into a second. */
final class NetworkLogons implements Scenario {
    private static final int ACCOUNTS = 4;
    private static final int WARM_UP = 20;
    private static final int LOGONS = 30;
    private static final Duration RUSH = Duration.ofSeconds(10);

    @Override
    public void measure(Product product, Table table) throws IOException, InterruptedException {
        try (RunningServer server = product.start(ACCOUNTS)) {
            for (int i = 0; i < WARM_UP; i++) {
                logOn(server, i % ACCOUNTS);
            }
            var activated = new Samples();
            double before = Processes.cpuSeconds(server.serverProcesses());
            for (int i = 0; i < LOGONS; i++) {
                activated.add(logOn(server, 0));
            }
            double each = (Processes.cpuSeconds(server.serverProcesses()) - before) / LOGONS;
            String shown = activated.medianAndP95();
            double median = activated.percentile(50).toNanos();
            table.put("connect to activated, median / p95", product.name(), shown, median);
            String cpu = format("%.1f ms", each * 1000);
            table.put("server CPU per logon", product.name(), cpu, each);
            double rate = rush(server);
            table.put("logons per second", product.name(), format("%.0f", rate), rate);
        }
    }

    /** Each account logs on again and again, side by side. */
    private static double rush(RunningServer server) throws IOException, InterruptedException {
        long end = System.nanoTime() + RUSH.toNanos();
        List<Callable<Integer>> people = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            int account = i;
            people.add(() -> {
                int count = 0;
                while (System.nanoTime() < end) {
                    logOn(server, account);
                    count++;
                }
                return count;
            });
        }
        int all = 0;
        try (var threads = Executors.newFixedThreadPool(ACCOUNTS)) {
            for (Future<Integer> count : threads.invokeAll(people)) {
                all += count.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a logon failed", e.getCause());
        }
        return all / (double) RUSH.toSeconds();
    }

    private static Duration logOn(RunningServer server, int account)
            throws IOException, InterruptedException {
        Login login = server.login(account);
        var proof = new NtlmProof(login.user(), login.password());
        try (var client = RdpClient.connect(server.address(), login, proof)) {
            return client.timeline().activated();
        }
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
