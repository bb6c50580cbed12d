package holdfast.logon.door;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.logon.Credentials;
import holdfast.logon.Denial;
import holdfast.logon.FixedOsUsers;
import holdfast.logon.LogonOutcome.Denied;
import holdfast.logon.LogonOutcome.Granted;
import holdfast.logon.Origin;
import holdfast.logon.accounts.AccountOptions;
import holdfast.logon.accounts.LocalAccounts;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever guesses gets nowhere, and nobody else notices. */
class AbuseTest {
    @TempDir Path data;

    @Test
    void tenThousandWrongLogonsNeitherLockOutTheOwnerNorPileUp() throws Exception {
        var machine = FixedOsUsers.serverRunsAs(FixedOsUsers.ALICE);
        var accounts = LocalAccounts.in(data, machine, InstantSource.system());
        accounts.add("alice", "right".toCharArray(), AccountOptions.STANDARD);
        var options =
                new DoorOptions(1, 16, 1000, () -> ThrottleRules.STANDARD, Duration.ofMillis(20));
        try (var door = GuardedDoor.of(accounts, options, InstantSource.system())) {
            var home = new Origin(InetAddress.getByName("192.0.2.1"), "", "test");
            var attacker = new Origin(InetAddress.getByName("203.0.113.1"), "", "test");
            int throttled = 0;
            for (int i = 0; i < 10_000; i++) {
                var guess = new Credentials("alice", "", ("guess" + i).toCharArray());
                var stage = door.logon(guess, attacker).toCompletableFuture();
                boolean refusedAtOnce =
                        stage.isDone()
                                && stage.get() instanceof Denied denied
                                && denied.reason() == Denial.THROTTLED;
                throttled += refusedAtOnce ? 1 : 0;
            }
            assertThat(throttled).isGreaterThan(9_900);

            var owner = new Credentials("alice", "", "right".toCharArray());
            assertThat(door.logon(owner, home).toCompletableFuture().get(20, TimeUnit.SECONDS))
                    .isInstanceOf(Granted.class);
        }
    }
}
