package holdfast.interop.faults;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;

/** A session host under faults, whichever product it is. */
interface Host extends AutoCloseable {
    /** How one is started in the network's server, with these users. */
    @FunctionalInterface
    interface Starter {
        Host start(Network network, int port, List<String> users);
    }

    /** A session as the host itself sees it; the number stays with it for life. */
    record Seen(int id, String user, String state, String address) {}

    int port();

    /** The port where standard RDP security is spoken. */
    int plainPort();

    Path folder();

    List<Seen> sessions();

    /** What is on record of a user, oldest first; nothing where no record is kept. */
    List<JsonObject> events(String user);

    /** The line that starts a session's work. */
    String workLine(String user, boolean quiet);

    Work work(String user);

    String log();

    @Override
    void close();
}
