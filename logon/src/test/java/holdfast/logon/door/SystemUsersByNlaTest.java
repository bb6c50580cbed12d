package holdfast.logon.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import holdfast.logon.Credentials;
import holdfast.logon.Denial;
import holdfast.logon.FixedOsUsers;
import holdfast.logon.LogonMethod;
import holdfast.logon.LogonOutcome;
import holdfast.logon.LogonOutcome.Denied;
import holdfast.logon.LogonOutcome.Granted;
import holdfast.logon.LogonOutcome.MorePrompts;
import holdfast.logon.NetworkIdentity;
import holdfast.logon.Origin;
import holdfast.logon.OsUsers;
import holdfast.logon.TestCertificate;
import holdfast.logon.UserName;
import holdfast.logon.accounts.LocalAccounts;
import holdfast.logon.accounts.NtlmEnrolments;
import holdfast.logon.credssp.CredSspService;
import holdfast.logon.ntlm.NtlmServerName;
import holdfast.logon.pam.PamLogons;
import holdfast.logon.pam.PamTestUser;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users whom only the operating system knows come by NLA, with xfreerdp and the real PAM. */
class SystemUsersByNlaTest {
    private static final DoorOptions OPTIONS =
            new DoorOptions(2, 8, 1000, () -> ThrottleRules.STANDARD, Duration.ofMillis(50));
    private static final String FIRST = "F1rst-secret";
    private static final String SECOND = "Sec0nd-s3cret";

    private static NlaClients clients;

    @TempDir Path data;
    private Optional<PamTestUser> made = Optional.empty();
    private GuardedDoor door;
    private NlaTestServer server;

    @BeforeAll
    static void startDisplay(@TempDir Path home) {
        assumeTrue(PamTestUser.possible(), "runs as root, with PAM and useradd");
        clients = NlaClients.in(home);
    }

    @AfterAll
    static void stopDisplay() {
        if (clients != null) {
            clients.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        made = Optional.of(PamTestUser.make(FIRST));
        var nla = new CredSspService(NtlmServerName.of("host"), true, Optional.empty());
        var nobody = FixedOsUsers.serverRunsAs(FixedOsUsers.ALICE);
        var pam =
                PamLogons.open(user().service, OsUsers.ofThisMachine(), 2, Duration.ofSeconds(10));
        door =
                GuardedDoor.of(
                        BackEnds.of(LocalAccounts.in(data, nobody, InstantSource.system()))
                                .withPam(pam)
                                .withEnrolments(() -> Optional.of(new NtlmEnrolments(data)))
                                .withNetworkLogons(_ -> nla),
                        OPTIONS,
                        InstantSource.system());
        server = new NlaTestServer(door, TestCertificate.rsa());
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        door.close();
        user().close();
    }

    private PamTestUser user() {
        return made.orElseThrow();
    }

    private static Origin home() {
        return new Origin(InetAddress.getLoopbackAddress(), "", "test");
    }

    private static LogonOutcome await(CompletionStage<LogonOutcome> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** As a client does that comes by TLS without NLA. */
    private LogonOutcome byTls(String password) throws Exception {
        return await(door.logon(new Credentials(user().name, "", password.toCharArray()), home()));
    }

    private NlaClients.Ended byNla(String password) throws Exception {
        return clients.xfreerdp(server.port(), user().name, password);
    }

    @Test
    void aLogonByTlsOpensTheWayForNla() throws Exception {
        byNla(FIRST);
        assertThat(server.nextOutcome()).as("not enrolled yet").isInstanceOf(Denied.class);

        assertThat(byTls(FIRST)).isInstanceOf(Granted.class);
        byNla(FIRST);
        assertThat(((Granted) server.nextOutcome()).osUser().name()).isEqualTo(user().name);

        user().password(SECOND);
        byNla(FIRST);
        assertThat(server.nextOutcome()).as("PAM has the last word").isInstanceOf(Denied.class);
    }

    @Test
    void anExpiredPasswordIsToldByItsCodeAndChangedWithoutNla() throws Exception {
        assertThat(byTls(FIRST)).isInstanceOf(Granted.class);
        user().expirePassword();

        assertThat(byNla(FIRST).output()).contains("STATUS_PASSWORD_EXPIRED");
        assertThat(((Denied) server.nextOutcome()).reason()).isEqualTo(Denial.PASSWORD_EXPIRED);

        LogonOutcome changing = byTls(FIRST);
        for (String answer : List.of(FIRST, SECOND, SECOND)) {
            var prompts = (MorePrompts) changing;
            changing = await(prompts.conversation().answer(List.of(answer.toCharArray())));
        }
        assertThat(changing).isInstanceOf(Granted.class);

        byNla(SECOND);
        assertThat(server.nextOutcome()).as("enrolled by the change").isInstanceOf(Granted.class);
    }

    @Test
    void whoMayNotLogOnHereIsToldAtTheEndOfTheExchange() throws Exception {
        assertThat(byTls(FIRST)).isInstanceOf(Granted.class);
        user().accountRules("account required pam_deny.so\n");

        var ended = byNla(FIRST);
        assertThat(server.nextWentOn()).as(ended.output()).isTrue();
        assertThat(((Denied) server.nextOutcome()).reason()).isEqualTo(Denial.NOT_GRANTED_HERE);
    }

    @Test
    void passwordsThatAreDelegatedAreGuessesLikeAllOthers() throws Exception {
        var name = UserName.of(user().name, "").orElseThrow();
        Denied last = null;
        for (int i = 0; i <= ThrottleRules.STANDARD.freePerAddress(); i++) {
            var guess = new Credentials(user().name, "", ("guess" + i).toCharArray());
            last =
                    (Denied)
                            await(
                                    door.admit(
                                            new NetworkIdentity(name, LogonMethod.NTLM, guess),
                                            home()));
        }
        assertThat(last.reason()).isEqualTo(Denial.THROTTLED);
    }
}
