package holdfast.logon.door;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.logon.CanonicalUser;
import holdfast.logon.Credentials;
import holdfast.logon.Denial;
import holdfast.logon.FixedOsUsers;
import holdfast.logon.LogonMethod;
import holdfast.logon.LogonOutcome;
import holdfast.logon.LogonOutcome.Denied;
import holdfast.logon.LogonOutcome.Failure;
import holdfast.logon.LogonOutcome.Granted;
import holdfast.logon.LogonOutcome.PasswordMustChange;
import holdfast.logon.NetworkIdentity;
import holdfast.logon.Origin;
import holdfast.logon.OsUser;
import holdfast.logon.OsUsers;
import holdfast.logon.UserName;
import holdfast.logon.accounts.AccountOptions;
import holdfast.logon.accounts.LocalAccounts;
import holdfast.logon.credssp.CredSspService;
import holdfast.logon.ntlm.NtlmServerName;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedDoorTest {
    private static final DoorOptions OPTIONS =
            new DoorOptions(2, 8, 1000, () -> ThrottleRules.STANDARD, Duration.ofMillis(150));

    private static final CredSspService NO_NLA =
            new CredSspService(NtlmServerName.of("here"), false, Optional.empty());

    @TempDir Path data;
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private LocalAccounts accounts;
    private GuardedDoor door;

    @BeforeEach
    void open() throws Exception {
        var machine = FixedOsUsers.serverRunsAs(FixedOsUsers.ROOT, FixedOsUsers.ALICE);
        accounts = LocalAccounts.in(data, machine, () -> now);
        accounts.add("alice", "right".toCharArray(), AccountOptions.STANDARD);
        door =
                GuardedDoor.of(
                        BackEnds.of(accounts).withNetworkLogons(_ -> NO_NLA), OPTIONS, () -> now);
    }

    @AfterEach
    void close() {
        door.close();
    }

    private static Origin from(String address) throws Exception {
        return new Origin(InetAddress.getByName(address), "PC", "rdp-tcp");
    }

    private static LogonOutcome await(CompletionStage<LogonOutcome> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private LogonOutcome logon(String user, String password) throws Exception {
        return await(
                door.logon(new Credentials(user, "", password.toCharArray()), from("192.0.2.1")));
    }

    @Test
    void theRightPasswordOpens() throws Exception {
        var granted = (Granted) logon("OFFICE\\Alice", "right");
        assertThat(granted.user()).isEqualTo(new CanonicalUser("alice"));
        assertThat(granted.osUser()).isEqualTo(FixedOsUsers.ALICE);
        assertThat(granted.method()).isEqualTo(LogonMethod.PASSWORD);
    }

    @Test
    void theTellableAnswerIsTheSameForAWrongPasswordAndAnUnknownUser() throws Exception {
        var wrong = (Denied) logon("alice", "wrong");
        var unknown = (Denied) logon("nobody", "wrong");
        assertThat(wrong.reason()).isEqualTo(Denial.WRONG_NAME_OR_PASSWORD);
        assertThat(unknown.reason()).isEqualTo(wrong.reason());
        assertThat(unknown.message()).isEqualTo(wrong.message());
        assertThat(wrong.record()).isEqualTo(Failure.WRONG_PASSWORD);
        assertThat(unknown.record()).isEqualTo(Failure.NO_SUCH_USER);
    }

    @Test
    void refusalsComeAtTheSameStepWhateverHappened() throws Exception {
        logon("alice", "warm-up");
        long began = System.nanoTime();
        logon("alice", "wrong");
        long wrong = System.nanoTime() - began;
        began = System.nanoTime();
        logon("nobody", "wrong");
        long unknown = System.nanoTime() - began;
        assertThat(wrong).isGreaterThanOrEqualTo(Duration.ofMillis(150).toNanos());
        assertThat(unknown).isGreaterThanOrEqualTo(Duration.ofMillis(150).toNanos());
    }

    @Test
    void credentialsAreWipedWhateverTheOutcome() throws Exception {
        for (String password : new String[] {"right", "wrong"}) {
            var credentials = new Credentials("alice", "", password.toCharArray());
            await(door.logon(credentials, from("192.0.2.1")));
            assertThat(credentials.password()).containsOnly('\0');
        }
        assertThat(new Credentials("alice", "", "x1y2z3".toCharArray()).toString())
                .doesNotContain("x1y2z3")
                .doesNotContain("alice");
    }

    @Test
    void tooManyWrongAttemptsMustWaitAndTheRightOneThenWorks() throws Exception {
        for (int i = 0; i < 6; i++) {
            assertThat(logon("alice", "wrong")).isInstanceOf(Denied.class);
        }
        var throttled = (Denied) logon("alice", "right");
        assertThat(throttled.reason()).isEqualTo(Denial.THROTTLED);
        assertThat(throttled.retryAfter()).contains(Duration.ofSeconds(1));
        now = now.plusSeconds(1);
        assertThat(logon("alice", "right")).isInstanceOf(Granted.class);
    }

    @Test
    void manyClientsOfOneUserAtOnceAllComeIn() throws Exception {
        var logons = new ArrayList<CompletionStage<LogonOutcome>>();
        for (int i = 0; i < 10; i++) {
            logons.add(
                    door.logon(
                            new Credentials("alice", "", "right".toCharArray()),
                            from("192.0.2.1")));
        }
        for (var logon : logons) {
            assertThat(await(logon)).isInstanceOf(Granted.class);
        }
    }

    @Test
    void manyUsersBehindOneAddressAtOnceAllComeIn() throws Exception {
        var logons = new ArrayList<CompletionStage<LogonOutcome>>();
        for (int i = 0; i < 10; i++) {
            accounts.add(
                    "worker" + i,
                    "right".toCharArray(),
                    AccountOptions.STANDARD.withOsUser(Optional.of("alice")));
        }
        for (int i = 0; i < 10; i++) {
            logons.add(
                    door.logon(
                            new Credentials("worker" + i, "", "right".toCharArray()),
                            from("192.0.2.1")));
        }
        for (var logon : logons) {
            assertThat(await(logon)).isInstanceOf(Granted.class);
        }
    }

    @Test
    void manyWrongPasswordsAtOnceAreNotManyFreeOnes() throws Exception {
        var logons = new ArrayList<CompletionStage<LogonOutcome>>();
        for (int i = 0; i < 10; i++) {
            logons.add(
                    door.logon(
                            new Credentials("alice", "", "wrong".toCharArray()),
                            from("192.0.2.1")));
        }
        var reasons = new ArrayList<Denial>();
        for (var logon : logons) {
            reasons.add(((Denied) await(logon)).reason());
        }
        assertThat(reasons).filteredOn(Denial.THROTTLED::equals).hasSize(4);
    }

    @Test
    void aDisabledAccountSaysSoOnlyToWhoKnowsThePassword() throws Exception {
        accounts.change("alice", account -> account.withDisabled(true));
        assertThat(((Denied) logon("alice", "wrong")).reason())
                .isEqualTo(Denial.WRONG_NAME_OR_PASSWORD);
        assertThat(((Denied) logon("alice", "right")).reason()).isEqualTo(Denial.ACCOUNT_DISABLED);
    }

    @Test
    void aPasswordThatMustChangeIsChangedAtTheDoor() throws Exception {
        accounts.change("alice", account -> account.withMustChange(true));
        var mustChange = (PasswordMustChange) logon("alice", "right");

        var same = (Denied) await(mustChange.change().submit("right".toCharArray()));
        assertThat(same.reason()).isEqualTo(Denial.PASSWORD_RESTRICTION);
        var empty = (Denied) await(mustChange.change().submit(new char[0]));
        assertThat(empty.reason()).isEqualTo(Denial.PASSWORD_RESTRICTION);
        assertThat(await(mustChange.change().submit("better".toCharArray())))
                .isInstanceOf(Granted.class);

        assertThat(logon("alice", "better")).isInstanceOf(Granted.class);
        assertThat(logon("alice", "right")).isInstanceOf(Denied.class);
    }

    @Test
    void aProofCountsAsThePasswordButAccountRulesApply() throws Exception {
        var name = UserName.of("alice", "OFFICE").orElseThrow();
        var delegated = new Credentials("alice", "OFFICE", "anything".toCharArray());
        var identity = new NetworkIdentity(name, LogonMethod.NTLM, delegated);
        var granted = (Granted) await(door.admit(identity, from("192.0.2.1")));
        assertThat(granted.method()).isEqualTo(LogonMethod.NTLM);
        assertThat(delegated.password()).containsOnly('\0');

        accounts.change("alice", account -> account.withDisabled(true));
        var denied = (Denied) await(door.admit(identity, from("192.0.2.1")));
        assertThat(denied.reason()).isEqualTo(Denial.ACCOUNT_DISABLED);
    }

    @Test
    void credentialsOfSomebodyElseGainNothingFromAProof() throws Exception {
        accounts.add(
                "bob",
                "bobs".toCharArray(),
                AccountOptions.STANDARD.withOsUser(Optional.of("alice")));
        var name = UserName.of("alice", "").orElseThrow();
        var wrong =
                new NetworkIdentity(
                        name, LogonMethod.NTLM, new Credentials("bob", "", "x".toCharArray()));
        assertThat(await(door.admit(wrong, from("192.0.2.1")))).isInstanceOf(Denied.class);
        var right =
                new NetworkIdentity(
                        name, LogonMethod.NTLM, new Credentials("bob", "", "bobs".toCharArray()));
        var granted = (Granted) await(door.admit(right, from("192.0.2.1")));
        assertThat(granted.user()).isEqualTo(new CanonicalUser("bob"));
        assertThat(granted.method()).isEqualTo(LogonMethod.PASSWORD);
    }

    @Test
    void aFloodIsTurnedAwayAtTheWaitingRoom() throws Exception {
        var stages = new ArrayList<CompletionStage<LogonOutcome>>();
        for (int i = 0; i < 40; i++) {
            var credentials = new Credentials("user" + i, "", "x".toCharArray());
            stages.add(door.logon(credentials, from("203.0.113." + i)));
        }
        int busy = 0;
        for (var stage : stages) {
            busy += ((Denied) await(stage)).reason() == Denial.BUSY ? 1 : 0;
        }
        assertThat(busy).isBetween(20, 30);
        assertThat(logon("alice", "right")).isInstanceOf(Granted.class);
    }

    @Test
    void refusalsAreToldAlsoWhileEveryPlaceIsTaken() throws Exception {
        var entered = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        var machine =
                new SlowNames(
                        FixedOsUsers.serverRunsAs(FixedOsUsers.ROOT, FixedOsUsers.ALICE),
                        entered,
                        gate);
        var step = Duration.ofSeconds(1);
        var options = new DoorOptions(1, 1, 1000, () -> ThrottleRules.STANDARD, step);
        var known = LocalAccounts.in(data, machine, () -> now);
        try (var small = GuardedDoor.of(known, options, () -> now)) {
            var logons = new ArrayList<CompletionStage<LogonOutcome>>();
            logons.add(
                    small.logon(
                            new Credentials("nobody", "", "x".toCharArray()), from("192.0.2.1")));
            logons.add(
                    small.logon(
                            new Credentials("alice", "", "right".toCharArray()),
                            from("192.0.2.2")));
            assertThat(entered.await(20, TimeUnit.SECONDS)).as("the only worker waits").isTrue();
            logons.add(
                    small.logon(
                            new Credentials("alice", "", "right".toCharArray()),
                            from("192.0.2.3")));

            assertThat(await(logons.getFirst())).isInstanceOf(Denied.class);

            gate.countDown();
            for (var logon : logons) {
                await(logon);
            }
        }
    }

    /** A name service that takes its time. */
    private record SlowNames(OsUsers users, CountDownLatch entered, CountDownLatch gate)
            implements OsUsers {
        @Override
        public Optional<OsUser> byName(String name) {
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            return users.byName(name);
        }

        @Override
        public OsUser self() {
            return users.self();
        }
    }

    @Test
    void aBrokenAccountFileIsNobodysFaultAndSaysNothingOfItself() throws Exception {
        Files.writeString(data.resolve("accounts.toml"), "no toml");
        var denied = (Denied) logon("alice", "right");
        assertThat(denied.reason()).isEqualTo(Denial.UNAVAILABLE);
        assertThat(denied.message()).hasValueSatisfying(m -> assertThat(m).doesNotContain("toml"));
    }
}
