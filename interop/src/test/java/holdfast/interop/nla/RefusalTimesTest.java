package holdfast.interop.nla;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import holdfast.client.CredSspRefused;
import holdfast.client.Login;
import holdfast.client.NtlmProof;
import holdfast.client.RdpClient;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long it takes until a client sees that it is refused, for a user that exists and for one that
 * does not, in turns: figures to be read, since a busy machine moves both.
 */
@EnabledIfSystemProperty(named = "holdfast.long", matches = "true")
class RefusalTimesTest {
    private static final int TRIES = 100;
    private static final int WARM_UP = 10;
    private static final String UNTHROTTLED =
            "throttle.address-failures = 1000\nthrottle.account-failures = 1000\n";

    @TempDir Path data;

    /** One refused logon as that user, to what its client notices of it. */
    private interface Guess {
        void as(String user) throws Exception;
    }

    @Test
    void anUnknownUserAndAWrongPasswordTakeTheSameTime() throws Exception {
        try (var server = NlaServer.start(data, UNTHROTTLED)) {
            server.account("victim", "Correct-Horse7");
            compare(
                    "NTLM in CredSSP, to the error code",
                    user ->
                            assertThatExceptionOfType(CredSspRefused.class)
                                    .isThrownBy(() -> byNla(server, user)));
            compare("password over TLS, to the logon screen", user -> byTls(server, user));
        }
    }

    private static void byNla(NlaServer server, String user) throws Exception {
        RdpClient.connect(server.socketAddress(), login(user), new NtlmProof(user, "wrong"))
                .close();
    }

    private static void byTls(NlaServer server, String user) throws Exception {
        try (var client = RdpClient.connect(server.socketAddress(), login(user))) {
            client.firstPaint();
        }
    }

    private static Login login(String user) {
        return new Login(user, "wrong", 1280, 720, 32);
    }

    private static void compare(String what, Guess guess) throws Exception {
        long[] known = new long[TRIES];
        long[] unknown = new long[TRIES];
        for (int i = -WARM_UP; i < TRIES; i++) {
            long one = nanos(guess, "victim");
            long other = nanos(guess, "nobody" + (i + WARM_UP));
            if (i >= 0) {
                known[i] = one;
                unknown[i] = other;
            }
        }
        System.out.printf(
                "%s: wrong password %s, unknown user %s%n", what, spread(known), spread(unknown));
    }

    private static long nanos(Guess guess, String user) throws Exception {
        long began = System.nanoTime();
        guess.as(user);
        return System.nanoTime() - began;
    }

    private static String spread(long[] nanos) {
        Arrays.sort(nanos);
        return "%.1f ms (%.1f to %.1f)"
                .formatted(
                        nanos[TRIES / 2] / 1e6,
                        nanos[TRIES / 10] / 1e6,
                        nanos[TRIES * 9 / 10] / 1e6);
    }
}
