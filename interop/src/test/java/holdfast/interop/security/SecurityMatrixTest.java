package holdfast.interop.security;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.interop.ClientDisplay;
import holdfast.interop.Program;
import holdfast.interop.ServerProgram;
import holdfast.interop.SessionUser;
import holdfast.interop.SslScan;
import holdfast.logon.accounts.AccountOptions;
import holdfast.server.HoldfastServer;
import holdfast.server.ServerOptions;
import holdfast.server.ServerOptions.DesktopChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every legal pair of security layer and encryption level, each on a connection of its own of one
 * server, with each layer and encryption method of xfreerdp, with rdesktop, nmap and sslscan: in,
 * or not, as Windows' tables say, with the protocol, the method, the directions and the code that a
 * dissector sees.
 */
class SecurityMatrixTest {
    private static final String PASSWORD = "Correct-Horse7";

    /** From here on no port is another protocol's to a dissector. */
    private static final int FIRST_PORT = 23400;

    /** Clients wait for timers of their own, so there may be more of them than processors. */
    private static final int AT_ONCE = 4;

    private static final Pattern WEAK = Pattern.compile("RC4|DES|NULL|EXP|ADH|AECDH|MD5");
    private static final Pattern APPROVED =
            Pattern.compile("TLS_AES_\\d+_GCM_SHA\\d+|(ECDHE|DHE)-RSA-AES\\d+-(GCM-)?SHA(256|384)");

    private static final List<Pair> PAIRS = Pair.legal();
    private static final String NMAP = "nmap";
    private static final String SSLSCAN = "sslscan";

    @TempDir private Path data;
    private final String address = ofItsOwn();
    private final SessionUser osUser = SessionUser.make();
    private String screen = "";

    /** A user for each client: two of one user take each other's session. */
    private final BlockingQueue<String> users =
            IntStream.range(0, AT_ONCE)
                    .mapToObj(number -> "tester" + number)
                    .collect(Collectors.toCollection(LinkedBlockingQueue::new));

    /** What came of a client, and what it printed. */
    private record Attempt(boolean in, String said) {}

    @AfterEach
    void removeUser() {
        ServerProgram.endWhatWorksIn(data);
        osUser.close();
    }

    @Test
    void everyPairLetsInWhomTheTablesLetIn() throws Exception {
        Path config = Files.createDirectories(data.resolve("config"));
        Files.writeString(config.resolve("settings.toml"), settings());
        var options = new ServerOptions(data, config, List.of(), DesktopChoice.CONSOLE);
        Map<String, String> seen = new LinkedHashMap<>();
        Map<String, String> said = new LinkedHashMap<>();
        try (var display = ClientDisplay.open(640, 480);
                HoldfastServer server = HoldfastServer.start(options);
                var recording = WireRecording.start(data, address, FIRST_PORT, lastPort());
                var clients = Executors.newFixedThreadPool(AT_ONCE)) {
            for (String user : users) {
                addUser(server, user);
            }
            screen = display.name();

            Map<Integer, Future<Attempt>> attempts = new LinkedHashMap<>();
            Map<Pair, Future<SslScan>> scans = new LinkedHashMap<>();
            for (Pair pair : PAIRS) {
                scans.put(
                        pair,
                        clients.submit(
                                () -> SslScan.of(address, scannedPort(pair), "--no-groups")));
                for (Offer offer : Offer.ALL) {
                    int port = port(pair, offer);
                    attempts.put(
                            port,
                            clients.submit(() ->
                                    offer.isRdesktop()
                                            ? rdesktop(server, port, offer)
                                            : xfreerdp(port, offer)));
                }
            }
            Future<Map<Integer, String>> enumerated =
                    clients.submit(() ->
                            Nmap.enumerate(
                                    address,
                                    PAIRS.stream().map(SecurityMatrixTest::scannedPort).toList()));
            for (var one : attempts.values()) {
                one.get();
            }
            Map<Integer, SeenConnection> wire = recording.lastOfEachPort();
            for (Pair pair : PAIRS) {
                for (Offer offer : Offer.ALL) {
                    int port = port(pair, offer);
                    SeenConnection last = wire.getOrDefault(port, new SeenConnection(port));
                    Attempt attempt = attempts.get(port).get();
                    seen.put(
                            cell(pair, offer.name()),
                            attempt.in()
                                    ? "in, " + last.outcome() + " " + last.directions()
                                    : last.outcome());
                    said.put(cell(pair, offer.name()), attempt.said());
                }
                seen.put(cell(pair, SSLSCAN), words(scans.get(pair).get()));
                seen.put(cell(pair, NMAP), enumerated.get().getOrDefault(scannedPort(pair), ""));
            }
        }
        System.out.println(table(seen));

        Map<String, String> expected = new LinkedHashMap<>();
        for (Pair pair : PAIRS) {
            Offer.ALL.forEach(offer -> expected.put(cell(pair, offer.name()), pair.seenBy(offer)));
            expected.put(cell(pair, SSLSCAN), pair.seenBySslscan());
            expected.put(cell(pair, NMAP), pair.seenByNmap());
        }
        assertThat(seen)
                .as(() -> {
                    said.keySet().removeIf(cell -> expected.get(cell).equals(seen.get(cell)));
                    return "what the clients said: " + said;
                })
                .containsExactlyEntriesOf(expected);
    }

    /**
     * Each column has a port of its own, so that the wire can be told apart; so do the scanners.
     */
    private static int port(Pair pair, Offer offer) {
        return scannedPort(pair) + 1 + Offer.ALL.indexOf(offer);
    }

    private static int scannedPort(Pair pair) {
        return FIRST_PORT + PAIRS.indexOf(pair) * (1 + Offer.ALL.size());
    }

    private static int lastPort() {
        return port(PAIRS.getLast(), Offer.ALL.getLast());
    }

    private static String ofItsOwn() {
        var random = ThreadLocalRandom.current();
        return "127.%d.%d.%d"
                .formatted(random.nextInt(1, 255), random.nextInt(256), random.nextInt(1, 255));
    }

    private void addUser(HoldfastServer server, String name) throws Exception {
        server.accounts()
                .add(
                        name,
                        PASSWORD.toCharArray(),
                        AccountOptions.STANDARD.withOsUser(Optional.of(osUser.name())));
    }

    private Attempt xfreerdp(int port, Offer offer) throws InterruptedException {
        String user = users.take();
        try {
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    "xfreerdp",
                                    "/v:" + address + ":" + port,
                                    "/u:" + user,
                                    "/p:" + PASSWORD,
                                    "/cert:ignore",
                                    "+auth-only"));
            command.addAll(offer.options());
            var ended = Program.run(Duration.ofSeconds(120), Map.of("DISPLAY", screen), command);
            return new Attempt(ended.exitStatus() == 0, ended.output());
        } finally {
            users.add(user);
        }
    }

    /** rdesktop stays until it is let go, so it is in when its user has an active session. */
    private Attempt rdesktop(HoldfastServer server, int port, Offer offer) throws Exception {
        String user = "rdesktop" + port;
        addUser(server, user);
        Path home = Files.createDirectories(data.resolve(user));
        Path yes = Files.writeString(home.resolve("yes"), "yes\n");
        List<String> command =
                new ArrayList<>(List.of("rdesktop", "-u", user, "-p", PASSWORD, "-g", "320x240"));
        command.addAll(offer.options());
        command.add(address + ":" + port);
        try (var client =
                Program.start(
                        home.resolve("output"),
                        yes,
                        Map.of("DISPLAY", screen, "HOME", home.toString()),
                        command)) {
            Awaitility.await(user + " is in, or has given up")
                    .atMost(Duration.ofSeconds(120))
                    .until(() -> !client.isAlive() || hasSession(server, user));
            return new Attempt(hasSession(server, user), client.output());
        }
    }

    private static boolean hasSession(HoldfastServer server, String user) {
        return server.sessions().query().stream()
                .anyMatch(view -> view.user().equals(user) && view.state().equals("Active"));
    }

    private static String words(SslScan scan) {
        if (scan.versions().isEmpty()) {
            return "no TLS";
        }
        String strength =
                scan.suites().stream().allMatch(suite -> APPROVED.matcher(suite).matches())
                        ? "approved"
                        : scan.suites().stream().anyMatch(suite -> WEAK.matcher(suite).find())
                                ? "weak"
                                : "128 bit or more";
        return "TLS " + String.join(", ", scan.versions()) + "; " + strength;
    }

    private String settings() {
        // More clients at once than people have come from one address.
        var text =
                new StringBuilder(
                        """
                        [machine]
                        account.first = 0
                        throttle.incomplete-connections-per-address = 200
                        """);
        for (Pair pair : PAIRS) {
            String listen =
                    IntStream.rangeClosed(scannedPort(pair), port(pair, Offer.ALL.getLast()))
                            .mapToObj(port -> "\"" + address + ":" + port + "\"")
                            .collect(Collectors.joining(", "));
            text.append(
                    """

                    [connection.%s]
                    connection.listen = [%s]
                    security.layer = "%s"
                    security.encryption-level = "%s"
                    """
                            .formatted(pair.name(), listen, pair.layer(), pair.level()));
        }
        return text.toString();
    }

    private static String cell(Pair pair, String column) {
        return pair.name() + ", " + column;
    }

    private static String table(Map<String, String> seen) {
        var text = new StringBuilder("%-30s".formatted("layer, level"));
        Offer.ALL.forEach(offer -> text.append("%-17s".formatted(offer.name())));
        for (Pair pair : PAIRS) {
            text.append("%n%-30s".formatted(pair.layer() + ", " + pair.level()));
            for (Offer offer : Offer.ALL) {
                text.append("%-17s".formatted(seen.get(cell(pair, offer.name()))));
            }
        }
        for (Pair pair : PAIRS) {
            text.append(
                    "%n%-30s%-32s%s"
                            .formatted(
                                    pair.layer() + ", " + pair.level(),
                                    seen.get(cell(pair, SSLSCAN)),
                                    seen.get(cell(pair, NMAP))));
        }
        return text.toString();
    }
}
