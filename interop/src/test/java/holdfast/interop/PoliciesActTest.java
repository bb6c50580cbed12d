package holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import holdfast.client.Cookie;
import holdfast.client.Login;
import holdfast.client.NtlmProof;
import holdfast.client.RdpClient;
import holdfast.logon.accounts.AccountOptions;
import holdfast.server.HoldfastServer;
import holdfast.server.ServerOptions;
import holdfast.server.ServerOptions.DesktopChoice;
import holdfast.sessions.SessionView;
import holdfast.sessions.record.EventQuery;
import holdfast.sessions.record.SessionEvent;
import holdfast.settings.Scope;
import holdfast.settings.files.SettingStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Computer policies, set while the server runs, do to logons and sessions what they say. */
class PoliciesActTest {
    private static final String PASSWORD = "Correct-Horse7";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> USERS =
            List.of("several", "kept", "returning", "limited", "idle", "left", "silent", "proven");

    @TempDir private static Path data;
    private static SessionUser osUser;
    private static HoldfastServer server;
    private static InetSocketAddress address;

    private final Set<String> set = new HashSet<>();

    @BeforeAll
    static void start() throws Exception {
        address = new InetSocketAddress("127.0.0.1", Server.freePort());
        Path config = Files.createDirectories(data.resolve("config"));
        Files.writeString(config.resolve("settings.toml"), "[machine]\naccount.first = 0\n");
        server =
                HoldfastServer.start(
                        new ServerOptions(data, config, List.of(address), DesktopChoice.CONSOLE));
        osUser = SessionUser.make();
        for (String user : USERS) {
            server.accounts()
                    .add(
                            user,
                            PASSWORD.toCharArray(),
                            AccountOptions.STANDARD.withOsUser(Optional.of(osUser.name())));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        ServerProgram.endWhatWorksIn(data);
        osUser.close();
    }

    @AfterEach
    void withoutPolicies() throws Exception {
        for (String name : set) {
            store().unset(name, Scope.POLICY, false);
        }
        server.reload();
    }

    @Test
    void aUserHasOneSessionOrAsManyAsLogons() throws Exception {
        try (var first = connect("several")) {
            awaitSessions("several", "Active");
            try (var second = connect("several")) {
                second.firstPaint();
                awaitSessions("several", "Active");
            }
            awaitSessions("several", "Disc");
            policy("fSingleSessionPerUser", "0");
            try (var third = connect("several");
                    var fourth = connect("several")) {
                third.firstPaint();
                fourth.firstPaint();
                awaitSessions("several", "Active", "Active");
            }
            assertThat(first).isNotNull();
        }
    }

    @Test
    void newLogonsAreDeniedAndRunningSessionsKept() throws Exception {
        policy("fSingleSessionPerUser", "0");
        try (var kept = connect("kept")) {
            kept.firstPaint();
            policy("fDenyTSConnections", "1");

            try (var denied = connect("kept")) {
                awaitEvent("REFUSED", "kept");
                assertThat(denied).isNotNull();
            }

            awaitSessions("kept", "Active");
        }
    }

    @Test
    void noCookieIsAcceptedOnceReconnectionIsOff() throws Exception {
        Cookie cookie;
        try (var client = connect("returning")) {
            client.firstPaint();
            cookie = client.cookie();
        }
        awaitSessions("returning", "Disc");
        try (var back =
                RdpClient.reconnect(address, new Login("returning", "", 800, 600, 32), cookie)) {
            awaitSessions("returning", "Active");
            cookie = back.cookie();
        }
        awaitSessions("returning", "Disc");
        policy("fDisableAutoReconnect", "1");

        try (var refused =
                RdpClient.reconnect(address, new Login("returning", "", 800, 600, 32), cookie)) {
            refused.firstPaint(); // The logon screen.
            awaitSessions("returning", "Disc");
        }
    }

    @Test
    void theActiveLimitDisconnects() throws Exception {
        policy("MaxConnectionTime", "3s");
        try (var client = connect("limited")) {
            client.firstPaint();

            awaitEvent("DISCONNECT_REASON", "reason code 4");
            awaitSessions("limited", "Disc");
        }
    }

    @Test
    void theIdleLimitDisconnects() throws Exception {
        policy("MaxIdleTime", "3s");
        try (var client = connect("idle")) {
            client.firstPaint();

            awaitEvent("DISCONNECT_REASON", "reason code 3");
            awaitSessions("idle", "Disc");
        }
    }

    @Test
    void theLimitOfDisconnectedSessionsEndsThemOnceItIsSet() throws Exception {
        try (var client = connect("left")) {
            client.firstPaint();
        }
        awaitSessions("left", "Disc");

        policy("MaxDisconnectionTime", "1s");

        awaitSessions("left");
    }

    /** A frozen client's machine goes on acknowledging, so only a question finds out. */
    @Test
    @EnabledIfSystemProperty(named = "holdfast.long", matches = "true")
    void theKeepAliveIntervalIsMinutesOfSilence() throws Exception {
        policy("KeepAliveEnable", "1");
        policy("KeepAliveInterval", "1");
        try (var display = ClientDisplay.open(800, 600);
                var client =
                        Program.start(
                                display.folder().resolve("xfreerdp.log"),
                                Map.of("DISPLAY", display.name()),
                                List.of(
                                        "xfreerdp",
                                        "/v:127.0.0.1:" + address.getPort(),
                                        "/u:silent",
                                        "/p:" + PASSWORD,
                                        "/cert:ignore"))) {
            awaitSessions("silent", "Active");
            client.signal("STOP");
            long frozen = System.nanoTime();

            awaitEvent("SILENCE_BEGAN", "nothing heard");
            awaitSessions("silent", "Disc");

            assertThat(Duration.ofNanos(System.nanoTime() - frozen))
                    .isBetween(Duration.ofSeconds(59), Duration.ofSeconds(80));
        }
    }

    @Test
    void whoProvesNoPasswordBeforehandIsTurnedAway() throws Exception {
        policy("UserAuthentication", "1");

        assertThatThrownBy(() -> connect("proven")).isInstanceOf(IOException.class);

        awaitEvent("SECURITY_REFUSED", "HYBRID_REQUIRED_BY_SERVER (failure code 5)");
        try (var proven =
                RdpClient.connect(
                        address,
                        new Login("proven", PASSWORD, 800, 600, 32),
                        new NtlmProof("proven", PASSWORD))) {
            proven.firstPaint();
            awaitSessions("proven", "Active");
        }
    }

    private static RdpClient connect(String user) throws IOException {
        return RdpClient.connect(address, new Login(user, PASSWORD, 800, 600, 32));
    }

    private void policy(String name, String value) throws Exception {
        store().set(name, value, Scope.POLICY, false);
        set.add(name);
        server.reload();
    }

    private static SettingStore store() {
        return SettingStore.in(data.resolve("config"), InstantSource.system());
    }

    private static void awaitSessions(String user, String... states) {
        Awaitility.await("sessions " + List.of(states))
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(server.sessions().query())
                                .filteredOn(view -> view.user().equals(user))
                                .extracting(SessionView::state)
                                .containsExactlyInAnyOrder(states));
    }

    private static void awaitEvent(String kind, String text) {
        Awaitility.await(kind + " with " + text)
                .atMost(PATIENCE)
                .until(() ->
                        server
                                .sessions()
                                .events(EventQuery.latest(1000))
                                .toCompletableFuture()
                                .get()
                                .stream()
                                .anyMatch((SessionEvent event) ->
                                        event.kind().name().equals(kind)
                                                && event.text().contains(text)));
    }
}
