package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Strangers in numbers, while somebody works. */
class FloodTest {
    private static final int SILENT = 2000;
    private static final int GARBAGE = 200;
    private static final int SLOW_HANDSHAKES = 50;
    private static final int KEYS = 40;

    /** A connection request for TLS, [MS-RDPBCGR] 2.2.1.1. */
    private static final byte[] REQUEST_TLS =
            HexFormat.of()
                    .parseHex(
                            "03000013" // TPKT, 19 bytes
                                    + "0ee00000000000" // X.224 connection request
                                    + "0100080001000000"); // RDP_NEG_REQ: PROTOCOL_SSL

    /** What a disturbed user would notice; the machine may be as busy as it likes. */
    private static final Duration NOTICEABLE = Duration.ofMillis(250);

    private static final int MEGABYTE = 1024 * 1024;

    @RegisterExtension
    private static final Workplace here = Workplace.with("", Server.USER, "newcomer");

    @Test
    void aFloodOfStrangersDisturbsNobody() throws IOException {
        List<SocketChannel> strangers = new ArrayList<>();
        try (var client = RdpClient.xfreerdp().start(here)) {
            client.atShell(here.server());
            client.drawCard(2, 50);
            client.line("PS1= ; clear");
            client.calm();
            here.screen().xdotool("mousemove", "400", "300");
            try (var keyboard = Keyboard.at(here.screen())) {
                long[] quiet = typing(client, keyboard);
                somebodyElseLogsOn(); // Once before, so that what a logon leaves is counted there.
                long heapBefore = heapInUse();
                long residentBefore = resident();

                silent(strangers);
                garbage(strangers);
                slowHandshakes(strangers);
                long[] flooded = typing(client, keyboard);
                long heapDuring = heapInUse();
                somebodyElseLogsOn();

                closeAll(strangers);
                long heapAfter = heapInUse();
                long residentAfter = resident();

                System.out.printf(
                        "key to pixel: quiet median %.1f ms, p95 %.1f ms; flooded median %.1f ms,"
                                + " p95 %.1f ms%n",
                        millis(quiet, 50),
                        millis(quiet, 95),
                        millis(flooded, 50),
                        millis(flooded, 95));
                System.out.printf(
                        "server's heap in use: before %d KiB, during %d KiB, after %d KiB; resident:"
                                + " before %d MiB, after %d MiB%n",
                        heapBefore / 1024,
                        heapDuring / 1024,
                        heapAfter / 1024,
                        residentBefore / MEGABYTE,
                        residentAfter / MEGABYTE);
                assertThat(Duration.ofNanos(percentile(flooded, 95)))
                        .as("95th percentile of key to pixel in the flood")
                        .isLessThan(NOTICEABLE);
                assertThat(heapAfter - heapBefore)
                        .as("heap that the flood left behind")
                        .isLessThan(4 * MEGABYTE);
                assertThat(residentAfter - residentBefore)
                        .as("memory that the flood left behind")
                        .isLessThan(96L * MEGABYTE);
            }
            assertThat(client.program().isAlive()).isTrue();
            assertThat(here.server().log()).doesNotContain("ERROR");
        } finally {
            closeAll(strangers);
        }
    }

    /** A person who is quicker than the flood still gets in. */
    private static void somebodyElseLogsOn() {
        try (var other = ClientScreen.open(840, 660);
                var client =
                        RdpClient.xfreerdp().user("newcomer").start(other, here.server().port())) {
            here.server().awaitSession("newcomer", "Active");
            client.awaitSomethingShown();
        }
        here.server().reset("newcomer");
    }

    private static void silent(List<SocketChannel> strangers) throws IOException {
        for (int i = 0; i < SILENT; i++) {
            strangers.add(connect());
        }
    }

    private static void garbage(List<SocketChannel> strangers) throws IOException {
        var random = new Random(20261121);
        for (int i = 0; i < GARBAGE; i++) {
            SocketChannel stranger = connect();
            byte[] bytes = new byte[1 + random.nextInt(2000)];
            random.nextBytes(bytes);
            if (i % 2 == 0) {
                bytes[0] = 3; // Looks like a TPKT at first.
            }
            say(stranger, bytes);
            strangers.add(stranger);
        }
    }

    /** Ask for TLS, then send the first bytes of a handshake record and nothing more. */
    private static void slowHandshakes(List<SocketChannel> strangers) throws IOException {
        for (int i = 0; i < SLOW_HANDSHAKES; i++) {
            SocketChannel stranger = connect();
            say(stranger, REQUEST_TLS);
            say(stranger, new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC});
            strangers.add(stranger);
        }
    }

    private static SocketChannel connect() throws IOException {
        return SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), here.server().port()));
    }

    private static void say(SocketChannel stranger, byte[] bytes) {
        try {
            stranger.write(ByteBuffer.wrap(bytes));
        } catch (IOException shownTheDoor) {
            // As strangers may be.
        }
    }

    private static void closeAll(List<SocketChannel> strangers) throws IOException {
        for (SocketChannel stranger : strangers) {
            stranger.close();
        }
        strangers.clear();
    }

    /** Nanoseconds from each key to its letter on the client's screen, sorted. */
    private static long[] typing(ConnectedClient client, Keyboard keyboard) {
        long[] times = new long[KEYS];
        for (int i = 0; i < KEYS; i++) {
            client.calm();
            times[i] = keyboard.echo("x");
        }
        Arrays.sort(times);
        return times;
    }

    private static long percentile(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private static double millis(long[] sorted, int percent) {
        return percentile(sorted, percent) / 1e6;
    }

    private static long resident() throws IOException {
        String status =
                Files.readString(Path.of("/proc", Long.toString(here.server().pid()), "status"));
        Matcher line = Pattern.compile("VmRSS:\\s+(\\d+) kB").matcher(status);
        assertThat(line.find()).isTrue();
        return Long.parseLong(line.group(1)) * 1024;
    }

    /** After a full collection, so that only what is held is counted. */
    private static long heapInUse() {
        jcmd("GC.run");
        Matcher used = Pattern.compile("used (\\d+)K").matcher(jcmd("GC.heap_info"));
        long all = 0;
        for (int generation = 0; generation < 2 && used.find(); generation++) {
            all += Long.parseLong(used.group(1)) * 1024;
        }
        assertThat(all).isPositive();
        return all;
    }

    private static String jcmd(String command) {
        return Program.run(
                        Duration.ofSeconds(30),
                        Map.of(),
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(here.server().pid()),
                                command))
                .output();
    }
}
