package holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import holdfast.server.ServerOptions.DesktopChoice;
import holdfast.sessions.SessionView;
import holdfast.settings.Scope;
import holdfast.settings.files.SettingStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldfastServerTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /** X.224 Connection Request without a negotiation request: [MS-RDPBCGR] 2.2.1.1. */
    private static final byte[] OLD_CLIENT = HexFormat.of().parseHex("0300000b06e00000000000");

    @TempDir Path data;

    @Test
    void aFreshServerAnswersAndKnowsItsListener() throws Exception {
        try (var server = HoldfastServer.start(options(new InetSocketAddress(LOOPBACK, 0)))) {
            InetSocketAddress address = server.addresses().getFirst().getValue();
            assertThat(firstAnswer(address)).startsWith("0300000b06d0");
            assertThat(server.sessions().query())
                    .extracting(SessionView::state)
                    .containsExactly("Listen");
            assertThat(server.firstAccount()).isPresent();
        }
    }

    @Test
    void theSecondStartKeepsCertificateAndAccounts() throws Exception {
        String fingerprint;
        try (var server = HoldfastServer.start(options(new InetSocketAddress(LOOPBACK, 0)))) {
            fingerprint = server.certificates().of("rdp-tcp").certificate().fingerprint();
        }
        try (var server = HoldfastServer.start(options(new InetSocketAddress(LOOPBACK, 0)))) {
            assertThat(server.certificates().of("rdp-tcp").certificate().fingerprint())
                    .isEqualTo(fingerprint);
            assertThat(server.firstAccount()).isEmpty();
        }
    }

    @Test
    void aClosedServerListensNoMoreWhateverTheSettingsSay() throws Exception {
        var server = HoldfastServer.start(options(new InetSocketAddress(LOOPBACK, 0)));
        server.close();
        assertThat(server.reload()).containsExactly("the settings are in force");
        assertThat(server.addresses()).isEmpty();
    }

    @Test
    void noAccountIsMadeWhereTheSettingsForbidIt() throws Exception {
        SettingStore.in(data.resolve("config"), InstantSource.system())
                .set("account.first", "0", Scope.MACHINE, false);
        try (var server = HoldfastServer.start(options(new InetSocketAddress(LOOPBACK, 0)))) {
            assertThat(server.firstAccount()).isEmpty();
        }
    }

    @Test
    void aPortInUseIsNamedWithTheRemedy() throws Exception {
        try (var taken = new ServerSocket(0, 1, LOOPBACK)) {
            var options = options(new InetSocketAddress(LOOPBACK, taken.getLocalPort()));
            assertThatExceptionOfType(ServerStartException.class)
                    .isThrownBy(() -> HoldfastServer.start(options))
                    .withMessageContaining(":" + taken.getLocalPort())
                    .withMessageContaining("--listen");
        }
    }

    @Test
    void aFailedStartLeavesTheFolderToTheNext() throws Exception {
        try (var taken = new ServerSocket(0, 1, LOOPBACK)) {
            var options = options(new InetSocketAddress(LOOPBACK, taken.getLocalPort()));
            assertThatExceptionOfType(ServerStartException.class)
                    .isThrownBy(() -> HoldfastServer.start(options));
        }
        try (var server = HoldfastServer.start(options(new InetSocketAddress(LOOPBACK, 0)))) {
            assertThat(server.addresses()).hasSize(1);
        }
    }

    @Test
    void aConnectionThatIsAddedListensWithoutARestart() throws Exception {
        try (var server = HoldfastServer.start(options(new InetSocketAddress(LOOPBACK, 0)))) {
            int port = freePort();
            var store = SettingStore.in(data.resolve("config"), InstantSource.system());
            store.addConnection(
                    "second",
                    Map.of("PortNumber", Integer.toString(port), "SecurityLayer", "2"),
                    false);
            await().atMost(Duration.ofSeconds(20)).until(() -> server.addresses().size() == 2);
            // TLS only: an old client is not answered here, and still is on the first connection.
            assertThat(firstAnswer(new InetSocketAddress(LOOPBACK, port))).isEmpty();
            assertThat(firstAnswer(server.addresses().getFirst().getValue()))
                    .startsWith("0300000b06d0");
            store.removeConnection("second", false);
            await().atMost(Duration.ofSeconds(20)).until(() -> server.addresses().size() == 1);
        }
    }

    private ServerOptions options(InetSocketAddress address) {
        return new ServerOptions(
                data, data.resolve("config"), List.of(address), DesktopChoice.CONSOLE);
    }

    private static String firstAnswer(InetSocketAddress address) throws IOException {
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(OLD_CLIENT);
            return HexFormat.of().formatHex(socket.getInputStream().readNBytes(11));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }
}
