package holdfast.protocol.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import holdfast.protocol.security.EncryptionLevel;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {
    @ParameterizedTest
    @CsvSource({
        // layer, CredSSP required, CredSSP offered, TLS usable, requested: outcome
        "RDP, false, true, true, 0: RDP",
        "RDP, false, true, true, 3: SSL_NOT_ALLOWED_BY_SERVER",
        "RDP, false, true, true, -: RDP",
        "NEGOTIATE, false, true, true, 0: RDP",
        "NEGOTIATE, false, true, true, -: RDP",
        "NEGOTIATE, false, true, true, 1: TLS",
        "NEGOTIATE, false, true, true, 3: HYBRID",
        "NEGOTIATE, false, true, true, 11: HYBRID_EX",
        "NEGOTIATE, false, false, true, 3: TLS",
        "NEGOTIATE, false, false, true, 10: SSL_NOT_ALLOWED_BY_SERVER",
        "NEGOTIATE, false, true, false, 3: SSL_CERT_NOT_ON_SERVER",
        "TLS, false, false, true, 0: SSL_REQUIRED_BY_SERVER",
        "TLS, false, false, true, -: SSL_REQUIRED_BY_SERVER",
        "TLS, false, false, true, 1: TLS",
        "TLS, false, false, false, 1: SSL_CERT_NOT_ON_SERVER",
        "NEGOTIATE, true, true, true, 1: HYBRID_REQUIRED_BY_SERVER",
        "NEGOTIATE, true, true, true, 0: HYBRID_REQUIRED_BY_SERVER",
        "RDP, true, true, true, -: HYBRID_REQUIRED_BY_SERVER",
        "TLS, true, true, true, 3: HYBRID",
        "TLS, true, true, false, 3: SSL_CERT_NOT_ON_SERVER"
    })
    void givesEachClientWhatTheSettingsAllowAndNeverLess(
            SecurityLayer layer,
            boolean required,
            boolean offered,
            boolean tls,
            String requestedAndOutcome) {
        String[] parts = requestedAndOutcome.split(": ");
        OptionalInt requested =
                parts[0].equals("-")
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(parts[0]));
        var config =
                new ConnectionConfig(
                        layer,
                        required,
                        offered,
                        tls,
                        EncryptionLevel.HIGH,
                        TestClient.KEYS,
                        false,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(15),
                        8192,
                        32);
        String outcome =
                switch (Negotiation.of(config, requested)) {
                    case Negotiation.Agreed agreed -> agreed.protocol().name();
                    case Negotiation.Refused refused -> refused.failure().name();
                };
        assertThat(outcome).isEqualTo(parts[1]);
    }

    @Test
    void sendsTheFailureAndNothingAfterIt() {
        var client =
                new TestClient(TestClient.config(SecurityLayer.TLS, EncryptionLevel.HIGH), false);
        client.request(0);
        assertThat(client.actions).hasSize(2);
        assertThat(HexFormat.of().formatHex(client.sentFrames().getFirst()))
                .isEqualTo("030000130ed000001234000300080001000000");
        client.request(0);
        assertThat(client.actions).hasSize(2);
    }

    @Test
    void tellsAnOldClientNothingItCouldNotRead() {
        var client =
                new TestClient(TestClient.config(SecurityLayer.TLS, EncryptionLevel.HIGH), false);
        client.send(HexFormat.of().parseHex("0300000b06e00000000000"));
        assertThat(client.actions)
                .containsExactly(
                        new Action.Close(
                                new CloseReason.SecurityRefused(
                                        NegotiationFailure.SSL_REQUIRED_BY_SERVER, false)));
    }

    @Test
    void confirmsWithTheFlagsThatNewClientsLookFor() {
        assertThat(HexFormat.of().formatHex(ConnectionConfirm.selected(SecurityProtocol.TLS)))
                .isEqualTo("030000130ed000001234000203080001000000");
    }

    /** The request of [MS-RDPBCGR] 4.1.1. */
    @Test
    void readsACookieAndANegotiationRequest() throws Exception {
        String hex =
                "0300002c27e00000000000"
                        + "436f6f6b69653a206d737473686173683d656c746f6e730d0a"
                        + "0100080000000000";
        var request = decode(hex);
        assertThat(request.cookie()).contains("eltons");
        assertThat(request.routingToken()).isEmpty();
        assertThat(request.protocols()).hasValue(0);
        assertThat(HexFormat.of().formatHex(request.encode())).isEqualTo(hex);
    }

    @Test
    void readsARoutingTokenAndACorrelationId() throws Exception {
        var request =
                new ConnectionRequest(
                        Optional.empty(),
                        Optional.of("Cookie: msts=3640205228.15629.0000"),
                        OptionalInt.of(3),
                        ConnectionRequest.CORRELATION_INFO_PRESENT,
                        Optional.of(
                                new byte[] {
                                    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
                                }));
        var read = decode(HexFormat.of().formatHex(request.encode()));
        assertThat(read.routingToken()).isEqualTo(request.routingToken());
        assertThat(read.correlationId().orElseThrow())
                .isEqualTo(request.correlationId().orElseThrow());
    }

    @Test
    void refusesACookieWithoutAnEnd() {
        var refused =
                catchThrowableOfType(
                        ProtocolException.class,
                        () -> decode("0300000f0ae00000000000" + "436f6f6b"));
        assertThat(refused.reason()).isEqualTo(new Reason.Truncated("cookie", 2, 0));
    }

    @FuzzTest
    void neverFailsInAnyOtherWay(byte[] input) {
        try {
            var bytes = new byte[input.length + 4];
            System.arraycopy(input, 0, bytes, 4, input.length);
            var request = ConnectionRequest.decode(new Frame(Frame.Kind.TPKT, bytes));
            assertThat(request.cookie().orElse("").length()).isLessThan(255);
        } catch (ProtocolException expected) {
            // The only way out besides success.
        }
    }

    private static ConnectionRequest decode(String hex) throws ProtocolException {
        return ConnectionRequest.decode(new Frame(Frame.Kind.TPKT, HexFormat.of().parseHex(hex)));
    }
}
