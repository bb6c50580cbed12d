package holdfast.protocol.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.protocol.security.EncryptionLevel;
import holdfast.protocol.share.ErrorInfo;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;

/**
 * The whole acceptor on one byte stream. The first byte of an input chooses the listener's
 * settings; the seeds beside this class were recorded from xfreerdp and rdesktop against the keys
 * in test-keys.txt.
 */
class AcceptorFuzzTest {
    private static final SecurityLayer[] LAYERS = SecurityLayer.values();
    private static final EncryptionLevel[] LEVELS = EncryptionLevel.values();

    @FuzzTest
    void neverFailsOnWhateverComes(byte[] input) {
        int mode = input.length == 0 ? 0 : input[0] & 0xFF;
        var config =
                TestClient.config(
                        LAYERS[mode % LAYERS.length],
                        LEVELS[mode / 4 % LEVELS.length],
                        mode >= 0x80);
        var server = new RdpConnection(config, new Random(7), TestClient.NOON);
        Instant now = TestClient.NOON;
        for (int at = 1; at < input.length; at += 1460) {
            now = now.plusMillis(10);
            int length = Math.min(1460, input.length - at);
            drive(server, new ArrayDeque<>(server.received(input, at, length, now)), now);
        }
        if (server.active()) {
            server.reactivate(640, 480, 16, now);
        }
        server.disconnect(ErrorInfo.LOGOFF_BY_USER);
        assertThat(server.stateName()).isEqualTo("Closed");
    }

    private static void drive(RdpConnection server, Deque<Action> actions, Instant now) {
        while (!actions.isEmpty()) {
            switch (actions.poll()) {
                case Action.StartTls _ -> actions.addAll(server.tlsEstablished(now));
                case Action.AuthenticateNetwork _ ->
                        actions.addAll(
                                server.networkAuthentication(
                                        new NetworkAuthentication.Done(Optional.empty(), true),
                                        now));
                default -> {}
            }
        }
    }
}
