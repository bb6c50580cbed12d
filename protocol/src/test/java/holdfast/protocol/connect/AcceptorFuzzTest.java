package holdfast.protocol.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.protocol.security.EncryptionLevel;
import holdfast.protocol.share.ErrorInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        RdpConnection server = replay(input, new ArrayList<>());
        server.disconnect(ErrorInfo.LOGOFF_BY_USER);
        assertThat(server.stateName()).isEqualTo("Closed");
    }

    /** The recorded clients were activated, made to change their size, and activated again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "xfreerdp-tls",
                "xfreerdp-128",
                "xfreerdp-low",
                "xfreerdp-fips",
                "rdesktop-128",
                "rdesktop-tls"
            })
    void replaysARecordedClientToItsEnd(String name) throws IOException {
        String path = "AcceptorFuzzTestInputs/neverFailsOnWhateverComes/" + name;
        var news = new ArrayList<Action>();
        try (var in = AcceptorFuzzTest.class.getResourceAsStream(path)) {
            replay(in.readAllBytes(), news);
        }
        assertThat(news.stream().filter(Action.Activated.class::isInstance)).hasSize(2);
        assertThat(news)
                .filteredOn(Action.Close.class::isInstance)
                .allMatch(
                        close -> ((Action.Close) close).reason() instanceof CloseReason.ClientLeft);
    }

    private static RdpConnection replay(byte[] input, List<Action> news) {
        int mode = input.length == 0 ? 0 : input[0] & 0xFF;
        var config =
                TestClient.config(
                        LAYERS[mode % LAYERS.length],
                        LEVELS[mode / 4 % LEVELS.length],
                        mode >= 0x80);
        var server = new RdpConnection(config, new Random(7), TestClient.NOON);
        Instant now = TestClient.NOON;
        // Byte by byte, because a client waits for the answers that the server gives in between.
        for (int at = 1; at < input.length; at++) {
            now = now.plusMillis(1);
            var actions = new ArrayDeque<>(server.received(input, at, 1, now));
            while (!actions.isEmpty()) {
                Action action = actions.poll();
                actions.addAll(answer(server, action, news, now));
                news.add(action);
            }
        }
        return server;
    }

    private static List<Action> answer(
            RdpConnection server, Action action, List<Action> before, Instant now) {
        return switch (action) {
            case Action.StartTls _ -> server.tlsEstablished(now);
            case Action.AuthenticateNetwork _ ->
                    server.networkAuthentication(
                            new NetworkAuthentication.Done(Optional.empty(), true), now);
            case Action.Activated _
                    when before.stream().noneMatch(Action.Activated.class::isInstance) ->
                    server.reactivate(800, 600, 16, now);
            default -> List.of();
        };
    }
}
