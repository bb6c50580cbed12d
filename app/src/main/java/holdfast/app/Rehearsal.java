package holdfast.app;

import holdfast.operator.cli.HoldfastCommand;
import holdfast.server.HoldfastServer;
import holdfast.server.ServerOptions;
import holdfast.server.ServerOptions.DesktopChoice;
import holdfast.server.ServerStartException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * A server that starts, gets ready for a first logon and stops, on the folder it is given. The
 * launcher runs it after a build, for the JVM to record what a start needs; later starts read that
 * record instead of the classes (JEP 483, JEP 515).
 */
public final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] arguments) throws ServerStartException {
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
            server.warmUp();
        }
        System.exit(status);
    }
}
