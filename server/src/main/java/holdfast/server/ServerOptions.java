package holdfast.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * What a server is told when it starts; the rest are settings.
 *
 * @param data the folder that holds everything it owns
 * @param config the folder of settings files
 * @param listen addresses that take the place of those in the settings; may be empty
 * @param fips the FIPS switch is on whatever the settings say, and the FIPS module has to be there
 */
public record ServerOptions(
        Path data,
        Path config,
        List<InetSocketAddress> listen,
        DesktopChoice desktop,
        boolean fips) {
    public ServerOptions(
            Path data, Path config, List<InetSocketAddress> listen, DesktopChoice desktop) {
        this(data, config, listen, desktop, false);
    }

    /** Which desktop new sessions show. */
    public enum DesktopChoice {
        /** A real X server where one is installed, else the console. */
        AUTO,
        CONSOLE,
        X11
    }
}
