package holdfast.app;

import holdfast.client.Login;
import holdfast.client.RdpClient;
import holdfast.operator.cli.HoldfastCommand;
import holdfast.server.HoldfastServer;
import holdfast.server.ServerOptions;
import holdfast.server.ServerOptions.DesktopChoice;
import holdfast.server.desktop.DesktopRehearsal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A server that starts, has a visitor at its logon screen and stops, and a desktop that starts and
 * ends, on the folder they are given. The launcher runs it after a build, for the JVM to record
 * which classes a start needs and what is called often; later starts read that record instead (JEP
 * 483, JEP 515).
 */
public final class Rehearsal {
    private static final int VISITS = 4;
    private static final int KEYS = 500;

    /** Each key is taken by itself: what is typed faster comes to the server as one. */
    private static final int MILLIS_BETWEEN_KEYS = 2;

    private Rehearsal() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.awt.headless", "true");
        Path folder = Path.of(arguments[0]);
        var options =
                new ServerOptions(
                        folder,
                        folder.resolve("config"),
                        List.of(new InetSocketAddress("127.0.0.1", 0)),
                        DesktopChoice.CONSOLE);
        int status = HoldfastCommand.execute("version");
        try (HoldfastServer server = HoldfastServer.start(options)) {
            InetSocketAddress address = server.addresses().getFirst().getValue();
            for (int visit = 0; visit < VISITS; visit++) {
                server.warmUp();
                visit(address);
            }
        }
        DesktopRehearsal.run(folder);
        System.exit(status);
    }

    /**
     * Somebody connects and types on the logon screen, where nothing is started for them: enough
     * for the JVM to know what is called often.
     */
    private static void visit(InetSocketAddress server) throws IOException, InterruptedException {
        var nobody = new Login("", "", 1280, 720, 32);
        try (var client = RdpClient.connect(server, nobody)) {
            client.complete(Duration.ofMillis(300));
            for (int key = 0; key < KEYS; key++) {
                client.type(key % 2 == 0 ? "x" : "\b");
                Thread.sleep(MILLIS_BETWEEN_KEYS);
            }
        }
    }
}
