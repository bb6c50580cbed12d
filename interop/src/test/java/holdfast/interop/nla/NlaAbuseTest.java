package holdfast.interop.nla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import holdfast.client.CredSspRefused;
import holdfast.client.Login;
import holdfast.client.NtlmProof;
import holdfast.client.RdpClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Whoever guesses passwords by NLA gets nowhere, and those at work do not notice. */
class NlaAbuseTest {
    private static final String PASSWORD = "Correct-Horse7";
    private static final int LOGON_FAILURE = 0xC000006D;
    private static final int ATTACKERS = 2;
    private static final int KEYS = 60;
    private static final long MORE_MEMORY = 16 << 20;

    @TempDir Path data;

    @Test
    void hundredsOfWrongLogonsLeaveMemoryAndLatencyAsTheyWere() throws Exception {
        attack(400);
    }

    @Test
    @EnabledIfSystemProperty(named = "holdfast.long", matches = "true")
    void tenThousandWrongLogonsLeaveMemoryAndLatencyAsTheyWere() throws Exception {
        attack(10_000);
    }

    private void attack(int logons) throws Exception {
        try (var server = NlaServer.start(data, "")) {
            server.account("worker", PASSWORD);
            server.account("victim", PASSWORD);
            try (var worker = logOn(server, "worker", PASSWORD)) {
                worker.timeline();
                worker.awaitStill(Duration.ofMillis(300));
                guess(server, 100); // What is made once is made now.
                Duration quiet = latency(worker);
                long heap = heap();

                long began = System.nanoTime();
                assertThat(guess(server, logons)).isEqualTo(logons);
                double perSecond = logons * 1e9 / (System.nanoTime() - began);

                // A password that is being hashed holds 19 MiB: only what stays counts.
                await().atMost(Duration.ofSeconds(20)).until(() -> heap() - heap < MORE_MEMORY);
                long grown = heap() - heap;
                Duration after = latency(worker);
                System.out.printf(
                        "%d wrong logons, %.0f/s: heap %+d KiB, key to paint %.1f ms before, %.1f"
                                + " ms after%n",
                        logons,
                        perSecond,
                        grown >> 10,
                        quiet.toNanos() / 1e6,
                        after.toNanos() / 1e6);
                assertThat(after).isLessThan(quiet.multipliedBy(3).plusMillis(20));
            }
            try (var back = logOn(server, "worker", PASSWORD)) {
                back.timeline(); // Whoever was here lately comes in while others guess.
            }
        }
    }

    private static RdpClient logOn(NlaServer server, String user, String password)
            throws IOException {
        return RdpClient.connect(
                server.socketAddress(),
                new Login(user, password, 1280, 720, 32),
                new NtlmProof(user, password));
    }

    /** How many were refused with the one code for all. */
    private static int guess(NlaServer server, int logons) throws Exception {
        List<Callable<Integer>> attackers = new ArrayList<>();
        for (int i = 0; i < ATTACKERS; i++) {
            int own = i;
            attackers.add(() -> {
                int refused = 0;
                for (int guess = own; guess < logons; guess += ATTACKERS) {
                    String user = guess % 2 == 0 ? "victim" : "nobody" + guess;
                    try (var in = logOn(server, user, "guess" + guess)) {
                        throw new AssertionError(user + " came in as " + in);
                    } catch (CredSspRefused no) {
                        refused += no.ntStatus() == LOGON_FAILURE ? 1 : 0;
                    }
                }
                return refused;
            });
        }
        int refused = 0;
        try (var threads = Executors.newFixedThreadPool(ATTACKERS)) {
            for (Future<Integer> each : threads.invokeAll(attackers)) {
                refused += each.get();
            }
        }
        return refused;
    }

    private static Duration latency(RdpClient worker) throws IOException, InterruptedException {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            times.add(worker.keyToPaint('x'));
        }
        Collections.sort(times);
        return times.get(KEYS / 2);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
