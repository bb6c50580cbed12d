package holdfast.interop.nla;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.interop.Relay;
import holdfast.interop.nla.Tools.Ended;
import holdfast.logon.accounts.AccountOptions;
import holdfast.sessions.record.EventKind;
import java.io.DataInputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients and tools that people use, against the server as it is on a fresh install. */
class NlaClientsTest {
    private static final String PASSWORD = "Correct-Horse7";
    private static final String MANY_LETTERS = "Pä$$wörd-密码-🔑";

    @TempDir static Path folder;
    private static Tools tools;
    private static NlaServer server;

    @BeforeAll
    static void start() throws Exception {
        tools = Tools.in(Files.createDirectory(folder.resolve("client")));
        server = NlaServer.start(folder.resolve("data"), "");
        server.account("alice", PASSWORD);
        server.account("jörg", MANY_LETTERS);
        server.account("late", PASSWORD, AccountOptions.STANDARD.changingPassword());
        server.account("carol", PASSWORD);
        server.account("dora", PASSWORD);
        server.account("emil", PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
        tools.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "ALICE", "OFFICE\\alice", "Alice@example.org", ".\\alice"})
    void freerdpComesInHoweverTheNameIsWritten(String user) throws Exception {
        Ended ended = tools.authenticate(server, user, PASSWORD);
        assertThat(ended.status()).as(ended.output()).isZero();
    }

    @Test
    void freerdpComesInWithADomainInItsField() throws Exception {
        Ended ended = tools.authenticate(server, "alice", PASSWORD, "/d:OFFICE");
        assertThat(ended.status()).as(ended.output()).isZero();
    }

    @Test
    void freerdpComesInWithLettersOfTheWholeWorld() throws Exception {
        Ended ended = tools.authenticate(server, "jörg", MANY_LETTERS);
        assertThat(ended.status()).as(ended.output()).isZero();
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAreToldAlikeAndRecordedApart() throws Exception {
        long before = server.now();
        Ended wrong = tools.authenticate(server, "carol", "wrong");
        assertThat(wrong.status()).isNotZero();
        assertThat(wrong.output()).contains("STATUS_LOGON_FAILURE");
        var recorded = server.await(EventKind.SECURITY_LOGON_FAILED, before);
        assertThat(recorded.user()).isEqualTo("carol");
        assertThat(recorded.detail()).contains("WRONG_NAME_OR_PASSWORD, WRONG_PASSWORD");

        before = server.now();
        Ended unknown = tools.authenticate(server, "nobody-here", PASSWORD);
        assertThat(unknown.status()).isEqualTo(wrong.status());
        assertThat(unknown.output()).contains("STATUS_LOGON_FAILURE");
        recorded = server.await(EventKind.SECURITY_LOGON_FAILED, before);
        assertThat(recorded.user()).isEqualTo("nobody-here");
        assertThat(recorded.detail()).contains("WRONG_NAME_OR_PASSWORD, NO_SUCH_USER");
    }

    @Test
    void restrictedAdminIsRefusedAndOnRecord() throws Exception {
        long before = server.now();
        Ended ended = tools.authenticate(server, "alice", PASSWORD, "/restricted-admin");
        assertThat(ended.status()).as(ended.output()).isNotZero();
        assertThat(server.await(EventKind.SECURITY_LOGON_FAILED, before).detail())
                .contains("UNSUPPORTED_CREDENTIALS");
    }

    @Test
    void aPasswordThatMustChangeIsRefusedWithTheWordForIt() throws Exception {
        long before = server.now();
        Ended ended = tools.authenticate(server, "late", PASSWORD);
        assertThat(ended.output()).contains("STATUS_PASSWORD_MUST_CHANGE");
        assertThat(server.await(EventKind.SECURITY_LOGON_FAILED, before).detail())
                .contains("PASSWORD_MUST_CHANGE");
    }

    @Test
    void anAuthenticatedUserIsInTheSessionWithoutAnotherPrompt() throws Exception {
        long before = server.now();
        Process client =
                tools.start(
                        "session.log",
                        Tools.xfreerdp(server, NlaServer.PORT, "dora", PASSWORD, "/sec:nla"));
        try {
            assertThat(server.awaitActive("dora").client()).isNotEmpty();
            assertThat(server.await(EventKind.AUTHENTICATED, before).user()).isEqualTo("dora");
            assertThat(server.await(EventKind.SECURITY_LOGON, before).user()).isEqualTo("dora");
        } finally {
            client.destroy();
        }
    }

    @Test
    void whereThePasswordIsAlwaysAskedForTheLogonScreenAppearsAfterNla() throws Exception {
        Process client =
                tools.start(
                        "asked.log",
                        Tools.xfreerdp(
                                server, NlaServer.ASKING_PORT, "carol", PASSWORD, "/sec:nla"));
        try {
            server.awaitAtLogonScreen("Asking");
        } finally {
            client.destroy();
        }
    }

    @Test
    void aClientThatLostItsConnectionComesBackByItsCookie() throws Exception {
        try (var relay = Relay.to(server.socketAddress())) {
            var command =
                    List.of(
                            "xfreerdp",
                            "/v:127.0.0.1:" + relay.port(),
                            "/cert:ignore",
                            "/u:emil",
                            "/p:" + PASSWORD,
                            "/sec:nla",
                            "+auto-reconnect",
                            "/auto-reconnect-max-retries:5");
            Process client = tools.start("reconnect.log", command);
            try {
                server.awaitActive("emil");
                long before = server.now();
                Awaitility.await("a return by cookie")
                        .pollDelay(Duration.ofMillis(1500)) // Before that it gives up at a cut.
                        .pollInterval(Duration.ofSeconds(5))
                        .atMost(Duration.ofSeconds(40))
                        .until(() -> {
                            boolean back = server.newest(EventKind.COOKIE_USED, before).isPresent();
                            if (!back) {
                                relay.cut();
                            }
                            return back;
                        });
                assertThat(server.await(EventKind.COOKIE_USED, before).user()).isEqualTo("emil");
                assertThat(server.await(EventKind.RECONNECTED, before).detail())
                        .isEqualTo("by cookie");
            } finally {
                client.destroy();
            }
        }
    }

    @Test
    void freerdpWithoutNlaIsToldThatItIsRequired() throws Exception {
        var command = Tools.xfreerdp(server, NlaServer.STRICT_PORT, "alice", PASSWORD, "/sec:tls");
        Ended ended = tools.run(command.toArray(String[]::new));
        assertThat(ended.status()).isNotZero();
        assertThat(ended.output()).contains("HYBRID_REQUIRED_BY_SERVER");
    }

    @Test
    void freerdpWithNlaComesInWhereItIsRequired() throws Exception {
        var command =
                Tools.xfreerdp(server, NlaServer.STRICT_PORT, "alice", PASSWORD, "+auth-only");
        Ended ended = tools.run(command.toArray(String[]::new));
        assertThat(ended.status()).as(ended.output()).isZero();
    }

    /** RDP_NEG_FAILURE with failureCode 5, [MS-RDPBCGR] 2.2.1.2.2. */
    @ParameterizedTest
    @ValueSource(strings = {"0100080000000000", "0100080001000000", ""})
    void whoeverOffersNoNlaGetsTheCodeForIt(String negotiation) throws Exception {
        byte[] request =
                HexFormat.of()
                        .parseHex(
                                negotiation.isEmpty()
                                        ? "0300000b06e00000000000"
                                        : "030000130ee00000000000" + negotiation);
        try (var socket = new Socket(server.address(), NlaServer.STRICT_PORT)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            byte[] answer = new DataInputStream(socket.getInputStream()).readAllBytes();
            if (negotiation.isEmpty()) {
                assertThat(answer).isEmpty();
            } else {
                assertThat(HexFormat.of().formatHex(answer)).endsWith("0300080005000000");
            }
        }
    }

    @Test
    void impacketFindsOutWhichPasswordIsRight() throws Exception {
        var script = Path.of("/usr/share/doc/python3-impacket/examples/rdp_check.py");
        String target = "@" + server.address();
        Ended right =
                tools.run("/usr/bin/python3", script.toString(), "alice:" + PASSWORD + target);
        assertThat(right.output()).contains("Access Granted");
        Ended wrong = tools.run("/usr/bin/python3", script.toString(), "carol:wrong" + target);
        assertThat(wrong.output()).doesNotContain("Access Granted").doesNotContain("Traceback");
    }

    @Test
    void nmapReadsWhatTheChallengeSaysOfTheServer() throws Exception {
        Ended ended =
                tools.run(
                        "nmap",
                        "-Pn",
                        "-n",
                        "-p",
                        Integer.toString(NlaServer.PORT),
                        "--script",
                        "rdp-ntlm-info",
                        server.address());
        assertThat(ended.output())
                .contains("Target_Name:", "NetBIOS_Computer_Name:", "DNS_Computer_Name:")
                .contains("Product_Version:");
    }

    @Test
    void hydraNamesTheRightPasswordAlone() throws Exception {
        Path passwords =
                Files.write(folder.resolve("passwords"), List.of("summer", PASSWORD, "winter"));
        Ended ended =
                tools.run(
                        "hydra",
                        "-t",
                        "1",
                        "-l",
                        "carol",
                        "-P",
                        passwords.toString(),
                        "rdp://" + server.address());
        assertThat(ended.output())
                .contains("login: carol   password: " + PASSWORD)
                .contains("1 valid password found")
                .doesNotContain("password: summer", "password: winter");
    }
}
