package holdfast.bench;

import holdfast.bench.client.Login;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** A server under test, with accounts whose sessions show a shell in a terminal. */
interface RunningServer extends AutoCloseable {
    InetSocketAddress address();

    /** The account of that number, with a screen of 1280 by 720. */
    Login login(int number);

    /** How many accounts there are, and so sessions. */
    int accounts();

    /** What serves RDP and draws. */
    List<Long> serverProcesses();

    /** What runs for the sessions besides: X servers and terminals, but not the server. */
    List<Long> desktopProcesses();

    /** Ends the server and every session. */
    @Override
    void close() throws IOException;
}
