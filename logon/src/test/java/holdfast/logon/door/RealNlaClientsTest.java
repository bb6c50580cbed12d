package holdfast.logon.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import holdfast.logon.CanonicalUser;
import holdfast.logon.Denial;
import holdfast.logon.FixedOsUsers;
import holdfast.logon.LogonMethod;
import holdfast.logon.LogonOutcome.Denied;
import holdfast.logon.LogonOutcome.Failure;
import holdfast.logon.LogonOutcome.Granted;
import holdfast.logon.TestCertificate;
import holdfast.logon.accounts.AccountOptions;
import holdfast.logon.accounts.LocalAccounts;
import holdfast.logon.credssp.CredSspService;
import holdfast.logon.door.NlaClients.Ended;
import holdfast.logon.ntlm.NtlmServerName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that people log on with, against the door. */
class RealNlaClientsTest {
    private static final DoorOptions OPTIONS =
            new DoorOptions(2, 8, 1000, () -> ThrottleRules.STANDARD, Duration.ofMillis(50));
    private static final String PASSWORD = "Pä$$wörd-密码";

    private static NlaClients clients;

    @TempDir Path data;
    private LocalAccounts accounts;
    private GuardedDoor door;
    private NlaTestServer server;

    @BeforeAll
    static void startDisplay(@TempDir Path home) {
        clients = NlaClients.in(home);
    }

    @AfterAll
    static void stopDisplay() {
        clients.close();
    }

    @BeforeEach
    void open() throws Exception {
        var machine = FixedOsUsers.serverRunsAs(FixedOsUsers.ALICE);
        accounts = LocalAccounts.in(data, machine, InstantSource.system());
        accounts.add("Alice", PASSWORD.toCharArray(), AccountOptions.STANDARD);
        var nla = new CredSspService(NtlmServerName.of("host.example.org"), true, Optional.empty());
        door =
                GuardedDoor.of(
                        BackEnds.of(accounts).withNetworkLogons(_ -> nla),
                        OPTIONS,
                        InstantSource.system());
        server = new NlaTestServer(door, TestCertificate.rsa());
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        door.close();
    }

    private Ended xfreerdp(String user, String password, String... more) throws Exception {
        return clients.xfreerdp(server.port(), user, password, more);
    }

    @Test
    void freerdpComesInWithTheRightPassword() throws Exception {
        var ended = xfreerdp("alice", PASSWORD);
        assertThat(server.nextWentOn()).as(ended.output()).isTrue();
        var granted = (Granted) server.nextOutcome();
        assertThat(granted.user()).isEqualTo(new CanonicalUser("alice"));
        assertThat(granted.method()).isEqualTo(LogonMethod.NTLM);
    }

    @Test
    void freerdpComesInWithDomainsAndUpnNames() throws Exception {
        for (String user : List.of("OFFICE\\ALICE", "Alice@example.org")) {
            var ended = xfreerdp(user, PASSWORD);
            assertThat(server.nextWentOn()).as(ended.output()).isTrue();
            assertThat(((Granted) server.nextOutcome()).user())
                    .isEqualTo(new CanonicalUser("alice"));
        }
        var ended = xfreerdp("alice", PASSWORD, "/d:OFFICE");
        assertThat(server.nextWentOn()).as(ended.output()).isTrue();
    }

    @Test
    void freerdpIsToldOfAWrongPasswordAndAnUnknownUserAlike() throws Exception {
        var wrong = xfreerdp("alice", "wrong");
        assertThat(wrong.status()).isNotZero();
        assertThat(((Denied) server.nextOutcome()).record()).isEqualTo(Failure.WRONG_PASSWORD);
        var unknown = xfreerdp("nobody", PASSWORD);
        assertThat(unknown.status()).isEqualTo(wrong.status());
        assertThat(((Denied) server.nextOutcome()).record()).isEqualTo(Failure.NO_SUCH_USER);
        assertThat(wrong.output()).contains("STATUS_LOGON_FAILURE");
        assertThat(unknown.output()).contains("STATUS_LOGON_FAILURE");
    }

    @Test
    void freerdpIsToldThatThePasswordMustChangeOrTheAccountIsOff() throws Exception {
        accounts.change("alice", account -> account.withMustChange(true));
        assertThat(xfreerdp("alice", PASSWORD).output()).contains("STATUS_PASSWORD_MUST_CHANGE");
        accounts.change("alice", account -> account.withDisabled(true));
        assertThat(xfreerdp("alice", PASSWORD).output()).contains("STATUS_ACCOUNT_DISABLED");
        assertThat(xfreerdp("alice", "wrong").output()).contains("STATUS_LOGON_FAILURE");
    }

    @Test
    void anAccountWithoutNtlmCannotComeInThisWay() throws Exception {
        accounts.change("alice", account -> account.withNtlm(false));
        assertThat(xfreerdp("alice", PASSWORD).status()).isNotZero();
        assertThat(((Denied) server.nextOutcome()).reason())
                .isEqualTo(Denial.WRONG_NAME_OR_PASSWORD);
    }

    @Test
    void impacketAgreesAboutWhichPasswordIsRight() throws Exception {
        var check = Path.of("/usr/share/doc/python3-impacket/examples/rdp_check.py");
        assumeTrue(Files.isReadable(check), "impacket is installed");
        // The example has its port fixed: a line of Python moves it.
        var script = data.resolve("rdp_check.py");
        Files.writeString(
                script, Files.readString(check).replace("3389", Integer.toString(server.port())));
        accounts.setPassword("alice", "plain-ascii".toCharArray());

        var right =
                clients.run("/usr/bin/python3", script.toString(), "alice:plain-ascii@127.0.0.1");
        assertThat(right.output()).contains("Access Granted");
        var wrong = clients.run("/usr/bin/python3", script.toString(), "alice:other@127.0.0.1");
        assertThat(wrong.output()).doesNotContain("Access Granted");
    }

    @Test
    void nmapReadsTheServersNames() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/nmap")), "nmap is installed");
        var scan =
                clients.run(
                        "nmap",
                        "-Pn",
                        "-n",
                        "-p",
                        Integer.toString(server.port()),
                        "--script",
                        "+rdp-ntlm-info",
                        "127.0.0.1");
        assertThat(scan.output())
                .contains("Target_Name: HOST")
                .contains("NetBIOS_Computer_Name: HOST")
                .contains("DNS_Computer_Name: host.example.org")
                .contains("System_Time: 20");
    }
}
