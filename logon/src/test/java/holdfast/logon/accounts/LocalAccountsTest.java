package holdfast.logon.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import holdfast.logon.FixedOsUsers;
import holdfast.logon.OsUsers;
import holdfast.logon.UserName;
import holdfast.logon.accounts.AccountException.Reason;
import holdfast.logon.accounts.LocalAccounts.Check;
import holdfast.logon.ntlm.NtHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAccountsTest {
    private static final InstantSource NOON =
            InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
    private static final PasswordHash QUICK = new PasswordHash(64, 1, 1);
    private static final OsUsers ROOT_SERVER =
            FixedOsUsers.serverRunsAs(FixedOsUsers.ROOT, FixedOsUsers.ALICE, FixedOsUsers.BOB);
    private static final OsUsers ALICES_SERVER =
            FixedOsUsers.serverRunsAs(FixedOsUsers.ALICE, FixedOsUsers.ROOT, FixedOsUsers.BOB);

    @TempDir Path data;

    private LocalAccounts accounts(OsUsers osUsers) {
        return LocalAccounts.in(data, osUsers, NOON, QUICK);
    }

    private static UserName name(String typed) {
        return UserName.of(typed, "").orElseThrow();
    }

    private static Reason refusal(Callable<?> action) {
        return catchThrowableOfType(AccountException.class, action::call).reason();
    }

    @Test
    void anAccountIsFoundInWhateverSpelling() throws Exception {
        var accounts = accounts(ROOT_SERVER);
        accounts.add("Alice", "secret".toCharArray(), AccountOptions.STANDARD);

        for (String spelling : List.of("alice", "ALICE", "OFFICE\\alice", "Alice@example.org")) {
            assertThat(accounts.check(name(spelling), "secret".toCharArray()))
                    .isInstanceOf(Check.Right.class);
        }
        assertThat(accounts.find(name("alice")).orElseThrow().canonical().name())
                .isEqualTo("alice");
        assertThat(accounts.check(name("alice"), "Secret".toCharArray()))
                .isInstanceOf(Check.Wrong.class);
        assertThat(accounts.check(name("nobody"), "secret".toCharArray()))
                .isInstanceOf(Check.Unknown.class);
    }

    @Test
    void anAccountNamedWithItsRealmIsAnotherOne() throws Exception {
        var accounts = accounts(ALICES_SERVER);
        accounts.add("alice", "one".toCharArray(), AccountOptions.STANDARD);
        accounts.add("alice@example.org", "two".toCharArray(), AccountOptions.STANDARD);

        assertThat(accounts.check(name("alice@EXAMPLE.org"), "two".toCharArray()))
                .isInstanceOf(Check.Right.class);
        assertThat(accounts.check(name("alice"), "one".toCharArray()))
                .isInstanceOf(Check.Right.class);
    }

    @Test
    void anotherProcessSeesWhatWasChanged() throws Exception {
        var server = accounts(ROOT_SERVER);
        var commandLine = accounts(ROOT_SERVER);
        assertThat(server.list()).isEmpty();

        commandLine.add("alice", "old".toCharArray(), AccountOptions.STANDARD);
        assertThat(server.check(name("alice"), "old".toCharArray()))
                .isInstanceOf(Check.Right.class);
        commandLine.setPassword("ALICE", "new".toCharArray());
        assertThat(server.check(name("alice"), "old".toCharArray()))
                .isInstanceOf(Check.Wrong.class);
        commandLine.remove("alice");
        assertThat(server.list()).isEmpty();
        assertThat(refusal(() -> server.setPassword("alice", "x".toCharArray())))
                .isEqualTo(new Reason.NoSuchAccount("alice"));
    }

    @Test
    void nothingIsLostWhenManyWriteAtOnce() throws Exception {
        var one = accounts(ALICES_SERVER);
        var other = accounts(ALICES_SERVER);
        try (var pool = Executors.newFixedThreadPool(4)) {
            var writes = new ArrayList<Callable<Object>>();
            for (int i = 0; i < 20; i++) {
                var writer = i % 2 == 0 ? one : other;
                String name = "user" + i;
                writes.add(() -> writer.add(name, "pw".toCharArray(), AccountOptions.STANDARD));
            }
            for (var write : pool.invokeAll(writes)) {
                write.get();
            }
        }
        assertThat(accounts(ALICES_SERVER).list()).hasSize(20);
        try (var files = Files.list(data)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("accounts.toml", "accounts.lock", "accounts.key");
        }
    }

    @Test
    void onlyTheOwnerReadsTheFiles() throws Exception {
        accounts(ROOT_SERVER).add("alice", "secret".toCharArray(), AccountOptions.STANDARD);

        for (String file : List.of("accounts.toml", "accounts.lock", "accounts.key")) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(data.resolve(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(data.resolve("accounts.toml"))).doesNotContain("secret");
    }

    @Test
    void aFileThatOthersMayWriteIsRefused() throws Exception {
        var accounts = accounts(ROOT_SERVER);
        accounts.add("alice", "secret".toCharArray(), AccountOptions.STANDARD);
        var file = data.resolve("accounts.toml");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));

        var fresh = accounts(ROOT_SERVER);
        assertThat(refusal(fresh::list))
                .isEqualTo(
                        new Reason.Unreadable(
                                file.toString(),
                                "others than its owner may write it; run chmod 600 on it"));
    }

    @Test
    void aMistakeInTheFileIsNamedWithItsPlaceAndOverwritesNothing() throws Exception {
        var file = data.resolve("accounts.toml");
        Files.writeString(file, "[[account]]\nname = \"alice\"\npassword = \"plain\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        var accounts = accounts(ROOT_SERVER);

        var mistake =
                new Reason.Unreadable(
                        file.toString(),
                        "line 1, column 1: password is no argon2id hash in PHC form");
        assertThat(refusal(accounts::list)).isEqualTo(mistake);
        assertThat(refusal(() -> accounts.add("bob", "x".toCharArray(), AccountOptions.STANDARD)))
                .isEqualTo(mistake);
        assertThat(Files.readString(file)).contains("plain");
    }

    @Test
    void anAccountRunsAsTheUserOfTheSameNameOrTheServersOwn() throws Exception {
        var rootServer = accounts(ROOT_SERVER);
        var alice = rootServer.add("ALICE", "x".toCharArray(), AccountOptions.STANDARD);
        assertThat(rootServer.osUser(alice)).isEqualTo(FixedOsUsers.ALICE);

        var carol =
                rootServer.add(
                        "carol",
                        "x".toCharArray(),
                        AccountOptions.STANDARD.withOsUser(Optional.of("bob")));
        assertThat(rootServer.osUser(carol)).isEqualTo(FixedOsUsers.BOB);

        var alicesServer = accounts(ALICES_SERVER);
        assertThat(
                        alicesServer.osUser(
                                alicesServer.add(
                                        "bob", "x".toCharArray(), AccountOptions.STANDARD)))
                .isEqualTo(FixedOsUsers.ALICE);
    }

    @Test
    void rootMustBeNamed() throws Exception {
        var accounts = accounts(ROOT_SERVER);
        assertThat(refusal(() -> accounts.add("carol", "x".toCharArray(), AccountOptions.STANDARD)))
                .isEqualTo(new Reason.RootNotNamed("carol"));
        assertThat(refusal(() -> accounts.add("root", "x".toCharArray(), AccountOptions.STANDARD)))
                .isEqualTo(new Reason.RootNotNamed("root"));

        var named = AccountOptions.STANDARD.withOsUser(Optional.of("root"));
        assertThat(accounts.osUser(accounts.add("carol", "x".toCharArray(), named)))
                .isEqualTo(FixedOsUsers.ROOT);
    }

    @Test
    void anOsUserThatCannotBeIsRefused() {
        var nobody = AccountOptions.STANDARD.withOsUser(Optional.of("nobody-here"));
        assertThat(refusal(() -> accounts(ROOT_SERVER).add("a", "x".toCharArray(), nobody)))
                .isEqualTo(new Reason.NoSuchOsUser("a", "nobody-here"));
        var bob = AccountOptions.STANDARD.withOsUser(Optional.of("bob"));
        assertThat(refusal(() -> accounts(ALICES_SERVER).add("a", "x".toCharArray(), bob)))
                .isEqualTo(new Reason.NotOurOsUser("a", "bob", "alice"));
    }

    @Test
    void namesAndPasswordsThatClientsCannotTypeAreRefused() {
        var accounts = accounts(ALICES_SERVER);
        for (String name : List.of("", " ", "a\\b", "a/b", "-a", "..", "a\nb", "x".repeat(105))) {
            assertThat(
                            refusal(() ->
                                    accounts.add(name, "x".toCharArray(), AccountOptions.STANDARD)))
                    .isInstanceOf(Reason.BadName.class);
        }
        for (String password : List.of("", "a\nb", "x".repeat(256))) {
            assertThat(
                            refusal(() ->
                                    accounts.add(
                                            "a", password.toCharArray(), AccountOptions.STANDARD)))
                    .isInstanceOf(Reason.BadPassword.class);
        }
    }

    @Test
    void theKeyForNtlmIsKeptEncryptedAndOnlyWhereWanted() throws Exception {
        var accounts = accounts(ALICES_SERVER);
        accounts.add("with", "Pässword".toCharArray(), AccountOptions.STANDARD);
        accounts.add("without", "Pässword".toCharArray(), AccountOptions.STANDARD.withoutNtlm());

        assertThat(accounts.ntHash(name("WITH")))
                .hasValueSatisfying(
                        hash -> assertThat(hash).isEqualTo(NtHash.of("Pässword".toCharArray())));
        assertThat(accounts.ntHash(name("without"))).isEmpty();

        accounts.change("with", account -> account.withNtlm(false));
        assertThat(accounts.ntHash(name("with"))).isEmpty();
        accounts.change("with", account -> account.withNtlm(true));
        assertThat(accounts.ntHash(name("with"))).as("needs a new password").isEmpty();
        accounts.setPassword("with", "new".toCharArray());
        assertThat(accounts.ntHash(name("with"))).isPresent();
    }

    @Test
    void aSealedKeyIsWorthNothingUnderAnotherNameOrKey() throws Exception {
        var accounts = accounts(ALICES_SERVER);
        accounts.add("alice", "secret".toCharArray(), AccountOptions.STANDARD);
        var file = data.resolve("accounts.toml");
        Files.writeString(file, Files.readString(file).replace("\"alice\"", "\"mallory\""));
        assertThat(accounts.check(name("mallory"), "secret".toCharArray()))
                .isInstanceOf(Check.Right.class);
        assertThat(accounts.ntHash(name("mallory"))).isEmpty();

        Files.delete(data.resolve("accounts.key"));
        assertThat(accounts.ntHash(name("mallory"))).isEmpty();
    }

    @Test
    void changingThePasswordEndsTheDutyToChangeIt() throws Exception {
        var accounts = accounts(ALICES_SERVER);
        accounts.add("a", "x".toCharArray(), AccountOptions.STANDARD.changingPassword());
        assertThat(accounts.find(name("a")).orElseThrow().mustChange()).isTrue();
        accounts.setPassword("a", "y".toCharArray());
        assertThat(accounts.find(name("a")).orElseThrow().mustChange()).isFalse();
    }

    @Test
    void theFirstAccountOfARootServerIsForWhoeverCalledSudo() throws Exception {
        try (var first =
                accounts(ROOT_SERVER).addFirst(Map.of("SUDO_USER", "alice")).orElseThrow()) {
            assertThat(first.account().name()).isEqualTo("alice");
            assertThat(first.account().osUser()).contains("alice");
            assertThat(first.warning()).isEmpty();
            assertThat(new String(first.password())).matches("([2-9a-z]{4}-){3}[2-9a-z]{4}");
            assertThat(accounts(ROOT_SERVER).check(name("alice"), first.password()))
                    .isInstanceOf(Check.Right.class);
        }
        assertThat(accounts(ROOT_SERVER).addFirst(Map.of())).isEmpty();
    }

    @Test
    void withoutSudoItIsForRootAndSaysSo() throws Exception {
        var first = accounts(ROOT_SERVER).addFirst(Map.of()).orElseThrow();
        assertThat(first.account().osUser()).contains("root");
        assertThat(first.warning()).isPresent();
    }

    @Test
    void anOrdinaryServersFirstAccountIsItsOwn() throws Exception {
        var first = accounts(ALICES_SERVER).addFirst(Map.of("SUDO_USER", "bob")).orElseThrow();
        assertThat(first.account().name()).isEqualTo("alice");
        assertThat(first.account().osUser()).isEmpty();
        assertThat(first.warning()).isEmpty();
        assertThat(first.toString()).doesNotContain(new String(first.password()));
    }
}
