package holdfast.interop.security;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.interop.Program;
import holdfast.logon.accounts.AccountOptions;
import holdfast.server.HoldfastServer;
import holdfast.server.ServerOptions;
import holdfast.server.ServerOptions.DesktopChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every legal pair of security layer and encryption level, each on a connection of its own of one
 * server, with each layer and encryption method of xfreerdp and with rdesktop: in, or not, as
 * Windows' tables say, with the protocol, the method and the code that a dissector sees.
 */
class SecurityMatrixTest {
    private static final String USER = "tester";
    private static final String PASSWORD = "Correct-Horse7";
    private static final int FIRST_PORT = 3400;
    private static final int AT_ONCE = 3;

    /** Xvfb prints its number among warnings. */
    private static final Pattern DISPLAY = Pattern.compile("^\\d+$", Pattern.MULTILINE);

    private static final List<String> LAYERS = List.of("rdp", "negotiate", "ssl");
    private static final List<String> LEVELS = List.of("low", "client-compatible", "high", "fips");

    /** The columns: clients by what they offer. */
    private static final List<Column> COLUMNS =
            List.of(
                    Column.xfreerdp("40 bit", "/sec:rdp", "/encryption-methods:40"),
                    Column.xfreerdp("56 bit", "/sec:rdp", "/encryption-methods:56"),
                    Column.xfreerdp("128 bit", "/sec:rdp", "/encryption-methods:128"),
                    Column.xfreerdp("FIPS", "/sec:rdp", "/encryption-methods:FIPS"),
                    Column.xfreerdp("TLS", "/sec:tls"),
                    Column.xfreerdp("CredSSP", "/sec:nla"),
                    Column.rdesktop("rdesktop"),
                    Column.rdesktop("rdesktop -e", "-e"));

    private record Column(String name, boolean isRdesktop, List<String> options) {
        static Column xfreerdp(String name, String... options) {
            return new Column(name, false, List.of(options));
        }

        static Column rdesktop(String name, String... options) {
            return new Column(name, true, List.of(options));
        }
    }

    /**
     * A row of the table; each column has a port of its own, so that the wire can be told apart.
     */
    private record Pair(String layer, String level, int number) {
        String name() {
            return layer + "-" + level;
        }

        int port(Column column) {
            return FIRST_PORT + number * COLUMNS.size() + COLUMNS.indexOf(column);
        }

        /** What the tables of [MS-RDPBCGR] 5.3 and 5.4 let a client of this kind see. */
        String expected(Column column) {
            return switch (column.name()) {
                case "TLS" -> layer.equals("rdp") ? "code 2" : "in, TLS";
                // Level FIPS offers no NTLM, and this server has no keytab: it chooses TLS, which
                // this client does not take.
                case "CredSSP" ->
                        layer.equals("rdp")
                                ? "code 2"
                                : level.equals("fips") ? "TLS" : "in, CredSSP";
                // It falls back to standard security by itself, and knows 128 bit there.
                case "rdesktop" ->
                        !layer.equals("rdp")
                                ? "in, TLS"
                                : level.equals("fips") ? "closed" : "in, 128 bit";
                case "rdesktop -e" -> !layer.equals("rdp") ? "in, TLS" : "closed";
                // Without a negotiation request there is no code to answer with.
                case String method ->
                        !layer.equals("ssl") && meets(method) ? "in, " + method : "closed";
            };
        }

        private boolean meets(String method) {
            return switch (level) {
                case "high" -> method.equals("128 bit");
                case "fips" -> method.equals("FIPS");
                default -> true;
            };
        }
    }

    @TempDir private Path data;
    private String address = "";
    private String screen = "";

    @Test
    void everyPairLetsInWhomTheTablesLetIn() throws Exception {
        var random = ThreadLocalRandom.current();
        address =
                "127.%d.%d.%d"
                        .formatted(
                                random.nextInt(1, 255),
                                random.nextInt(256),
                                random.nextInt(1, 255));
        List<Pair> pairs = pairs();
        Path config = Files.createDirectories(data.resolve("config"));
        Files.writeString(config.resolve("settings.toml"), settings(pairs));
        var options = new ServerOptions(data, config, List.of(), DesktopChoice.CONSOLE);
        Map<String, String> seen = new LinkedHashMap<>();
        int lastPort = FIRST_PORT + pairs.size() * COLUMNS.size();
        try (var display =
                        Program.start(
                                data.resolve("display"),
                                Map.of(),
                                List.of("Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24"));
                HoldfastServer server = HoldfastServer.start(options);
                var recording = WireRecording.start(data, address, FIRST_PORT, lastPort);
                var clients = Executors.newFixedThreadPool(AT_ONCE)) {
            addUser(server, USER);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> DISPLAY.matcher(display.output()).find());
            var number = DISPLAY.matcher(display.output());
            assertThat(number.find()).isTrue();
            screen = ":" + number.group();
            List<Callable<Map.Entry<Integer, Boolean>>> runs = new ArrayList<>();
            for (Pair pair : pairs) {
                for (Column column : COLUMNS) {
                    runs.add(() ->
                            Map.entry(
                                    pair.port(column),
                                    column.isRdesktop()
                                            ? rdesktopIsIn(server, pair, column)
                                            : xfreerdpIsIn(pair, column)));
                }
            }
            Map<Integer, Boolean> in = new HashMap<>();
            for (var done : clients.invokeAll(runs)) {
                in.put(done.get().getKey(), done.get().getValue());
            }
            Map<Integer, WireRecording.Seen> wire = recording.seen();
            for (Pair pair : pairs) {
                for (Column column : COLUMNS) {
                    int port = pair.port(column);
                    seen.put(
                            pair.name() + ", " + column.name(),
                            (in.getOrDefault(port, false) ? "in, " : "")
                                    + wire.getOrDefault(port, WireRecording.Seen.NOTHING).words());
                }
            }
        }
        System.out.println(table(pairs, seen));

        Map<String, String> expected = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            COLUMNS.forEach(column ->
                    expected.put(pair.name() + ", " + column.name(), pair.expected(column)));
        }
        assertThat(seen).containsExactlyEntriesOf(expected);
    }

    private static void addUser(HoldfastServer server, String name) throws Exception {
        server.accounts()
                .add(
                        name,
                        PASSWORD.toCharArray(),
                        AccountOptions.STANDARD.withOsUser(
                                Optional.of(System.getProperty("user.name"))));
    }

    private boolean xfreerdpIsIn(Pair pair, Column column) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "xfreerdp",
                                "/v:" + address + ":" + pair.port(column),
                                "/u:" + USER,
                                "/p:" + PASSWORD,
                                "/cert:ignore",
                                "+auth-only"));
        command.addAll(column.options());
        return Program.run(Duration.ofSeconds(60), Map.of("DISPLAY", screen), command).exitStatus()
                == 0;
    }

    /** rdesktop stays until it is let go, so it is in when its user has an active session. */
    private boolean rdesktopIsIn(HoldfastServer server, Pair pair, Column column) throws Exception {
        String user = "rdesktop" + pair.port(column);
        addUser(server, user);
        Path home = Files.createDirectories(data.resolve(user));
        Path yes = Files.writeString(home.resolve("yes"), "yes\n");
        List<String> command =
                new ArrayList<>(List.of("rdesktop", "-u", user, "-p", PASSWORD, "-g", "320x240"));
        command.addAll(column.options());
        command.add(address + ":" + pair.port(column));
        try (var client =
                Program.start(
                        home.resolve("output"),
                        yes,
                        Map.of("DISPLAY", screen, "HOME", home.toString()),
                        command)) {
            Awaitility.await(user + " is in, or has given up")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !client.isAlive() || hasSession(server, user));
            return hasSession(server, user);
        }
    }

    private static boolean hasSession(HoldfastServer server, String user) {
        return server.sessions().query().stream()
                .anyMatch(view -> view.user().equals(user) && view.state().equals("Active"));
    }

    /** SSL does not go with Low. */
    private static List<Pair> pairs() {
        var pairs = new ArrayList<Pair>();
        for (String layer : LAYERS) {
            for (String level : LEVELS) {
                if (!layer.equals("ssl") || !level.equals("low")) {
                    pairs.add(new Pair(layer, level, pairs.size()));
                }
            }
        }
        return pairs;
    }

    private String settings(List<Pair> pairs) {
        var text = new StringBuilder("[machine]\naccount.first = 0\n");
        for (Pair pair : pairs) {
            String listen =
                    COLUMNS.stream()
                            .map(column -> "\"" + address + ":" + pair.port(column) + "\"")
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

    private static String table(List<Pair> pairs, Map<String, String> seen) {
        var text = new StringBuilder("%-30s".formatted("layer, level"));
        COLUMNS.forEach(column -> text.append("%-14s".formatted(column.name())));
        for (Pair pair : pairs) {
            text.append("%n%-30s".formatted(pair.layer() + ", " + pair.level()));
            for (Column column : COLUMNS) {
                text.append("%-14s".formatted(seen.get(pair.name() + ", " + column.name())));
            }
        }
        return text.toString();
    }
}
