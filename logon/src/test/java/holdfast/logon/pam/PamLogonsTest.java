package holdfast.logon.pam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import holdfast.logon.CanonicalUser;
import holdfast.logon.Credentials;
import holdfast.logon.Denial;
import holdfast.logon.LogonMethod;
import holdfast.logon.LogonOutcome;
import holdfast.logon.LogonOutcome.Denied;
import holdfast.logon.LogonOutcome.Failure;
import holdfast.logon.LogonOutcome.Granted;
import holdfast.logon.LogonOutcome.MorePrompts;
import holdfast.logon.Origin;
import holdfast.logon.OsUsers;
import holdfast.logon.Prompt;
import holdfast.logon.UserName;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real libpam and pam_unix, with a service and a user of the test's own. Needs root. */
class PamLogonsTest {
    private static final String NUMBER = Long.toString(System.nanoTime() % 1_000_000);
    private static final String SERVICE = "holdfast-test-" + NUMBER;
    private static final String USER = "hftest" + NUMBER;
    private static final Path RULES = Path.of("/etc/pam.d", SERVICE);
    private static final String PASSWORD = "Corr3ct-hörse";

    private static Optional<PamLogons> pam = Optional.empty();

    private record Ran(int status, String output) {}

    private static Ran run(String input, String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.outputWriter()) {
            in.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes());
        return new Ran(process.waitFor(), output);
    }

    private static void must(String input, String... command) throws Exception {
        var ran = run(input, command);
        assertThat(ran.status()).as(String.join(" ", command) + ": " + ran.output()).isZero();
    }

    @BeforeAll
    static void makeUserAndService() throws Exception {
        assumeTrue(OsUsers.ofThisMachine().self().isRoot(), "runs as root");
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/useradd")), "useradd is installed");
        Files.writeString(
                RULES,
                """
                auth     required pam_unix.so
                account  required pam_unix.so
                password required pam_unix.so
                session  required pam_permit.so
                """);
        must("", "/usr/sbin/useradd", "--no-create-home", "--shell", "/bin/sh", USER);
        pam = PamLogons.open(SERVICE, OsUsers.ofThisMachine(), 2, Duration.ofSeconds(10));
        assumeTrue(pam.isPresent(), "PAM is installed");
    }

    @AfterAll
    static void removeThem() throws Exception {
        pam.ifPresent(PamLogons::close);
        if (OsUsers.ofThisMachine().self().isRoot()) {
            Files.deleteIfExists(RULES);
            run("", "/usr/sbin/userdel", USER);
        }
    }

    @BeforeEach
    void ordinaryAccount() throws Exception {
        must(USER + ":" + PASSWORD + "\n", "/usr/sbin/chpasswd");
        must("", "/usr/bin/chage", "-E", "-1", "-M", "99999", USER);
    }

    private static LogonOutcome await(CompletionStage<LogonOutcome> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static LogonOutcome logon(String user, String password) throws Exception {
        return await(
                pam.orElseThrow()
                        .logon(
                                UserName.of(user, "").orElseThrow(),
                                new Credentials(user, "", password.toCharArray()),
                                new Origin(InetAddress.getLoopbackAddress(), "", "test")));
    }

    private static List<char[]> answers(String... texts) {
        return Arrays.stream(texts).map(String::toCharArray).toList();
    }

    @Test
    void theRightPasswordOpensInWhateverSpellingOfTheName() throws Exception {
        for (String user : List.of(USER, USER.toUpperCase(Locale.ROOT), "PC\\" + USER)) {
            var granted = (Granted) logon(user, PASSWORD);
            assertThat(granted.user()).isEqualTo(new CanonicalUser(USER));
            assertThat(granted.osUser().name()).isEqualTo(USER);
            assertThat(granted.proof())
                    .hasValueSatisfying(proof ->
                            assertThat(proof.password()).containsExactly(PASSWORD.toCharArray()));
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAreToldAlikeAndSoon() throws Exception {
        long began = System.nanoTime();
        var wrong = (Denied) logon(USER, "wrong");
        var unknown = (Denied) logon("nobody-" + NUMBER, PASSWORD);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("PAM's own delay holds no thread")
                .isLessThan(Duration.ofMillis(1900));
        assertThat(wrong.reason()).isEqualTo(Denial.WRONG_NAME_OR_PASSWORD);
        assertThat(unknown.reason()).isEqualTo(Denial.WRONG_NAME_OR_PASSWORD);
        assertThat(wrong.message()).isEqualTo(unknown.message());
        assertThat(wrong.record()).isEqualTo(Failure.WRONG_PASSWORD);
        assertThat(unknown.record()).isEqualTo(Failure.NO_SUCH_USER);
    }

    @Test
    void aLockedAccountStaysOut() throws Exception {
        must("", "/usr/sbin/usermod", "-L", USER);
        assertThat(logon(USER, PASSWORD)).isInstanceOf(Denied.class);
    }

    @Test
    void anExpiredAccountIsToldSoInPamsWords() throws Exception {
        must("", "/usr/bin/chage", "-E", "1", USER);
        var denied = (Denied) logon(USER, PASSWORD);
        assertThat(denied.reason()).isEqualTo(Denial.ACCOUNT_EXPIRED);
        assertThat(denied.message())
                .hasValueSatisfying(words -> assertThat(words).containsIgnoringCase("expired"));
        assertThat(((Denied) logon(USER, "wrong")).reason())
                .isEqualTo(Denial.WRONG_NAME_OR_PASSWORD);
    }

    @Test
    void anExpiredPasswordIsChangedPromptByPrompt() throws Exception {
        must("", "/usr/bin/chage", "-d", "0", USER);

        var current = (MorePrompts) logon(USER, PASSWORD);
        assertThat(current.prompts().getFirst().kind().wantsAnswer())
                .as("PAM says first why it asks")
                .isFalse();
        assertThat(current.prompts().getLast().kind()).isEqualTo(Prompt.Kind.SECRET);
        var next = (MorePrompts) await(current.conversation().answer(answers(PASSWORD)));
        var again = (MorePrompts) await(next.conversation().answer(answers("N3w-Passw0rd!")));
        var outcome = await(again.conversation().answer(answers("N3w-Passw0rd!")));

        assertThat(outcome).isInstanceOf(Granted.class);
        assertThat(logon(USER, "N3w-Passw0rd!")).isInstanceOf(Granted.class);
        assertThat(logon(USER, PASSWORD)).isInstanceOf(Denied.class);
    }

    @Test
    void whoeverLeavesDuringAConversationHoldsNoThread() throws Exception {
        must("", "/usr/bin/chage", "-d", "0", USER);
        for (int i = 0; i < 5; i++) {
            var prompts = (MorePrompts) logon(USER, PASSWORD);
            prompts.conversation().abandon();
            prompts.conversation().abandon();
            assertThat(await(prompts.conversation().answer(answers("late"))))
                    .isInstanceOf(Denied.class);
        }
    }

    @Test
    void moreConversationsThanThreadsAreRefused() throws Exception {
        must("", "/usr/bin/chage", "-d", "0", USER);
        var one = (MorePrompts) logon(USER, PASSWORD);
        var two = (MorePrompts) logon(USER, PASSWORD);
        assertThat(((Denied) logon(USER, PASSWORD)).reason()).isEqualTo(Denial.BUSY);
        one.conversation().abandon();
        two.conversation().abandon();
    }

    @Test
    void somebodyProvenPassesTheAccountRulesAlone() throws Exception {
        var origin = new Origin(InetAddress.getLoopbackAddress(), "", "test");
        var name = UserName.of(USER, "").orElseThrow();
        var granted = (Granted) await(pam.orElseThrow().admit(name, LogonMethod.KERBEROS, origin));
        assertThat(granted.method()).isEqualTo(LogonMethod.KERBEROS);
        assertThat(granted.proof()).isEmpty();

        must("", "/usr/bin/chage", "-E", "1", USER);
        var denied = (Denied) await(pam.orElseThrow().admit(name, LogonMethod.KERBEROS, origin));
        assertThat(denied.reason()).isEqualTo(Denial.ACCOUNT_EXPIRED);
    }

    @Test
    void aSessionOpensAndCloses(@TempDir Path folder) throws Exception {
        var variables = Files.writeString(folder.resolve("env"), "HOLDFAST_TEST=seen\n");
        Files.writeString(
                RULES,
                Files.readString(RULES)
                        + "session required pam_env.so conffile=/dev/null readenv=1 envfile="
                        + variables
                        + "\n");
        try (var session =
                PamSession.open(
                        SERVICE, USER, ":10", "192.0.2.1", Optional.of(PASSWORD.toCharArray()))) {
            assertThat(session.environment()).containsEntry("HOLDFAST_TEST", "seen");
        }
    }

    @Test
    void theShippedRulesInstallOnce(@TempDir Path folder) throws Exception {
        PamServiceFile.install(folder);
        var file = folder.resolve("holdfast");
        assertThat(file).hasContent(PamServiceFile.text());
        Files.writeString(file, "# mine\n");
        PamServiceFile.install(folder);
        assertThat(file).hasContent("# mine");
        assertThat(PamServiceFile.text()).contains("auth", "account", "password", "session");
    }
}
