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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every legal pair of security layer and encryption level, each on a connection of its own of one
 * server, with each layer and encryption method of xfreerdp: in, or not, as Windows' tables say.
 */
class SecurityMatrixTest {
    private static final String USER = "tester";
    private static final String PASSWORD = "Correct-Horse7";
    private static final int FIRST_PORT = 3391;
    private static final int AT_ONCE = 3;

    /** Xvfb prints its number among warnings. */
    private static final Pattern DISPLAY = Pattern.compile("^\\d+$", Pattern.MULTILINE);

    private static final List<String> LAYERS = List.of("rdp", "negotiate", "ssl");
    private static final List<String> LEVELS = List.of("low", "client-compatible", "high", "fips");

    /** What a client offers, by the name of a column. */
    private static final Map<String, List<String>> CLIENTS = clients();

    /** A row of the table. */
    private record Pair(String layer, String level, int port) {
        String name() {
            return layer + "-" + level;
        }

        boolean lets(String client) {
            boolean standard = client.startsWith("rdp");
            if (standard ? layer.equals("ssl") : layer.equals("rdp")) {
                return false;
            }
            return !standard
                    || switch (level) {
                        case "high" -> client.equals("rdp 128");
                        case "fips" -> client.equals("rdp FIPS");
                        default -> true;
                    };
        }
    }

    @TempDir private Path data;

    @Test
    void everyPairLetsInWhomTheTablesLetIn() throws Exception {
        var random = ThreadLocalRandom.current();
        String address =
                "127.%d.%d.%d"
                        .formatted(
                                random.nextInt(1, 255),
                                random.nextInt(256),
                                random.nextInt(1, 255));
        List<Pair> pairs = pairs();
        Path config = Files.createDirectories(data.resolve("config"));
        Files.writeString(config.resolve("settings.toml"), settings(pairs, address));
        var options = new ServerOptions(data, config, List.of(), DesktopChoice.CONSOLE);
        Map<String, Boolean> seen = new LinkedHashMap<>();
        try (var display =
                        Program.start(
                                data.resolve("display"),
                                Map.of(),
                                List.of("Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24"));
                HoldfastServer server = HoldfastServer.start(options);
                var clients = Executors.newFixedThreadPool(AT_ONCE)) {
            server.accounts()
                    .add(
                            USER,
                            PASSWORD.toCharArray(),
                            AccountOptions.STANDARD.withOsUser(
                                    Optional.of(System.getProperty("user.name"))));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> DISPLAY.matcher(display.output()).find());
            var number = DISPLAY.matcher(display.output());
            assertThat(number.find()).isTrue();
            String screen = ":" + number.group();
            List<Callable<Map.Entry<String, Boolean>>> runs = new ArrayList<>();
            for (Pair pair : pairs) {
                CLIENTS.forEach((client, offers) ->
                        runs.add(() ->
                                Map.entry(
                                        pair.name() + " " + client,
                                        isIn(address, pair.port(), offers, screen))));
            }
            for (var done : clients.invokeAll(runs)) {
                seen.put(done.get().getKey(), done.get().getValue());
            }
        }
        System.out.println(table(pairs, seen));

        Map<String, Boolean> wanted = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            CLIENTS.keySet()
                    .forEach(client -> wanted.put(pair.name() + " " + client, pair.lets(client)));
        }
        assertThat(seen).containsExactlyEntriesOf(wanted);
    }

    private static boolean isIn(String address, int port, List<String> offers, String screen) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "xfreerdp",
                                "/v:" + address + ":" + port,
                                "/u:" + USER,
                                "/p:" + PASSWORD,
                                "/cert:ignore",
                                "+auth-only"));
        command.addAll(offers);
        return Program.run(Duration.ofSeconds(60), Map.of("DISPLAY", screen), command).exitStatus()
                == 0;
    }

    private static Map<String, List<String>> clients() {
        var clients = new LinkedHashMap<String, List<String>>();
        for (String method : List.of("40", "56", "128", "FIPS")) {
            clients.put("rdp " + method, List.of("/sec:rdp", "/encryption-methods:" + method));
        }
        clients.put("tls", List.of("/sec:tls"));
        clients.put("nla", List.of("/sec:nla"));
        return clients;
    }

    /** SSL does not go with Low. */
    private static List<Pair> pairs() {
        var pairs = new ArrayList<Pair>();
        for (String layer : LAYERS) {
            for (String level : LEVELS) {
                if (!layer.equals("ssl") || !level.equals("low")) {
                    pairs.add(new Pair(layer, level, FIRST_PORT + pairs.size()));
                }
            }
        }
        return pairs;
    }

    private static String settings(List<Pair> pairs, String address) {
        var text = new StringBuilder("[machine]\naccount.first = 0\n");
        for (Pair pair : pairs) {
            text.append(
                    """

                    [connection.%s]
                    connection.listen = ["%s:%d"]
                    security.layer = "%s"
                    security.encryption-level = "%s"
                    """
                            .formatted(
                                    pair.name(), address, pair.port(), pair.layer(), pair.level()));
        }
        return text.toString();
    }

    private static String table(List<Pair> pairs, Map<String, Boolean> seen) {
        var text = new StringBuilder("%-30s".formatted("layer, level"));
        CLIENTS.keySet().forEach(client -> text.append("%-10s".formatted(client)));
        for (Pair pair : pairs) {
            text.append("%n%-30s".formatted(pair.layer() + ", " + pair.level()));
            for (String client : CLIENTS.keySet()) {
                boolean in = seen.getOrDefault(pair.name() + " " + client, false);
                text.append("%-10s".formatted(in ? "in" : "refused"));
            }
        }
        return text.toString();
    }
}
