package holdfast.bench;

import holdfast.client.Login;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** A server under test, with accounts that can log on. */
interface RunningServer extends AutoCloseable {
    InetSocketAddress address();

    /** The account of that number, with a screen of the size that was started with. */
    Login login(int number);

    /** How many accounts there are, and so sessions. */
    int accounts();

    /** What serves RDP and draws. */
    List<Long> serverProcesses();

    /** What runs for the sessions besides: X servers and terminals, but not the server. */
    List<Long> desktopProcesses();

    /** Lets go of memory that nothing uses, where the server does not do so by itself. */
    default void collectGarbage() {}

    /** Ends the server and every session. */
    @Override
    void close() throws IOException;
}
