package holdfast.desktops;

import java.time.Instant;

/**
 * A desktop that an earlier server started, as its state file tells.
 *
 * @param user the account's name
 * @param alive its leader still runs: it can be adopted. Otherwise it ended while nobody looked.
 * @param started when it was started
 */
public record FoundDesktop(
        String sessionKey,
        String kind,
        String user,
        Leader leader,
        DisplaySize size,
        Instant started,
        boolean alive) {}
