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
    private static final String PASSWORD = "Corr3ct-hörse";

    private static Optional<PamTestUser> user = Optional.empty();
    private static Optional<PamLogons> pam = Optional.empty();

    @BeforeAll
    static void makeUserAndService() throws Exception {
        assumeTrue(PamTestUser.possible(), "runs as root, with PAM and useradd");
        user = Optional.of(PamTestUser.make(PASSWORD));
        pam = PamLogons.open(service(), OsUsers.ofThisMachine(), 2, Duration.ofSeconds(10));
    }

    @AfterAll
    static void removeThem() throws Exception {
        pam.ifPresent(PamLogons::close);
        if (user.isPresent()) {
            user.get().close();
        }
    }

    private static String name() {
        return user.orElseThrow().name;
    }

    private static String service() {
        return user.orElseThrow().service;
    }

    private static void must(String input, String... command) throws Exception {
        PamTestUser.must(input, command);
    }

    @BeforeEach
    void ordinaryAccount() throws Exception {
        must(name() + ":" + PASSWORD + "\n", "/usr/sbin/chpasswd");
        must("", "/usr/bin/chage", "-E", "-1", "-M", "99999", name());
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
        for (String spelling : List.of(name(), name().toUpperCase(Locale.ROOT), "PC\\" + name())) {
            var granted = (Granted) logon(spelling, PASSWORD);
            assertThat(granted.user()).isEqualTo(new CanonicalUser(name()));
            assertThat(granted.osUser().name()).isEqualTo(name());
            assertThat(granted.proof())
                    .hasValueSatisfying(proof ->
                            assertThat(proof.password()).containsExactly(PASSWORD.toCharArray()));
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAreToldAlikeAndSoon() throws Exception {
        long began = System.nanoTime();
        var wrong = (Denied) logon(name(), "wrong");
        var unknown = (Denied) logon("nobody-here", PASSWORD);
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
        must("", "/usr/sbin/usermod", "-L", name());
        assertThat(logon(name(), PASSWORD)).isInstanceOf(Denied.class);
    }

    @Test
    void anExpiredAccountIsToldSoInPamsWords() throws Exception {
        must("", "/usr/bin/chage", "-E", "1", name());
        var denied = (Denied) logon(name(), PASSWORD);
        assertThat(denied.reason()).isEqualTo(Denial.ACCOUNT_EXPIRED);
        assertThat(denied.message())
                .hasValueSatisfying(words -> assertThat(words).containsIgnoringCase("expired"));
        assertThat(((Denied) logon(name(), "wrong")).reason())
                .isEqualTo(Denial.WRONG_NAME_OR_PASSWORD);
    }

    @Test
    void anExpiredPasswordIsChangedPromptByPrompt() throws Exception {
        must("", "/usr/bin/chage", "-d", "0", name());

        var current = (MorePrompts) logon(name(), PASSWORD);
        assertThat(current.prompts().getFirst().kind().wantsAnswer())
                .as("PAM says first why it asks")
                .isFalse();
        assertThat(current.prompts().getLast().kind()).isEqualTo(Prompt.Kind.SECRET);
        var next = (MorePrompts) await(current.conversation().answer(answers(PASSWORD)));
        var again = (MorePrompts) await(next.conversation().answer(answers("N3w-Passw0rd!")));
        var outcome = await(again.conversation().answer(answers("N3w-Passw0rd!")));

        assertThat(outcome).isInstanceOf(Granted.class);
        assertThat(logon(name(), "N3w-Passw0rd!")).isInstanceOf(Granted.class);
        assertThat(logon(name(), PASSWORD)).isInstanceOf(Denied.class);
    }

    @Test
    void whoeverLeavesDuringAConversationHoldsNoThread() throws Exception {
        must("", "/usr/bin/chage", "-d", "0", name());
        for (int i = 0; i < 5; i++) {
            var prompts = (MorePrompts) logon(name(), PASSWORD);
            prompts.conversation().abandon();
            prompts.conversation().abandon();
            assertThat(await(prompts.conversation().answer(answers("late"))))
                    .isInstanceOf(Denied.class);
        }
    }

    @Test
    void moreConversationsThanThreadsAreRefused() throws Exception {
        must("", "/usr/bin/chage", "-d", "0", name());
        var one = (MorePrompts) logon(name(), PASSWORD);
        var two = (MorePrompts) logon(name(), PASSWORD);
        assertThat(((Denied) logon(name(), PASSWORD)).reason()).isEqualTo(Denial.BUSY);
        one.conversation().abandon();
        two.conversation().abandon();
    }

    @Test
    void somebodyProvenPassesTheAccountRulesAlone() throws Exception {
        var origin = new Origin(InetAddress.getLoopbackAddress(), "", "test");
        var name = UserName.of(name(), "").orElseThrow();
        var granted = (Granted) await(pam.orElseThrow().admit(name, LogonMethod.KERBEROS, origin));
        assertThat(granted.method()).isEqualTo(LogonMethod.KERBEROS);
        assertThat(granted.proof()).isEmpty();

        must("", "/usr/bin/chage", "-E", "1", name());
        var denied = (Denied) await(pam.orElseThrow().admit(name, LogonMethod.KERBEROS, origin));
        assertThat(denied.reason()).isEqualTo(Denial.ACCOUNT_EXPIRED);
    }

    @Test
    void aSessionOpensAndCloses(@TempDir Path folder) throws Exception {
        var variables = Files.writeString(folder.resolve("env"), "HOLDFAST_TEST=seen\n");
        Files.writeString(
                user.orElseThrow().rules,
                Files.readString(user.orElseThrow().rules)
                        + "session required pam_env.so conffile=/dev/null readenv=1 envfile="
                        + variables
                        + "\n");
        try (var session =
                PamSession.open(
                        service(),
                        name(),
                        ":10",
                        "192.0.2.1",
                        Optional.of(PASSWORD.toCharArray()))) {
            assertThat(session.environment()).containsEntry("HOLDFAST_TEST", "seen");
        }
    }

    @Test
    void theShippedRulesInstallOnce(@TempDir Path folder) throws Exception {
        assertThat(PamServiceFile.install(folder)).isTrue();
        var file = folder.resolve("holdfast");
        assertThat(file).hasContent(PamServiceFile.text());
        Files.writeString(file, "# mine\n");
        assertThat(PamServiceFile.install(folder)).isFalse();
        assertThat(file).hasContent("# mine");
        assertThat(PamServiceFile.text()).contains("auth", "account", "password", "session");
    }
}
