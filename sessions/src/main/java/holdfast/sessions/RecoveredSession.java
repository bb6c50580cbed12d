package holdfast.sessions;

import java.time.Instant;

/**
 * A live session as its own leader tells it, for a directory that lost it. The server collects
 * these at start from the leaders' state files.
 */
public record RecoveredSession(
        int session,
        String user,
        String osUser,
        String connection,
        String desktop,
        long leaderPid,
        String leaderStart,
        String display,
        Instant logonTime) {}
