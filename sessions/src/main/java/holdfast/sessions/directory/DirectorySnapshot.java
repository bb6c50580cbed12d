package holdfast.sessions.directory;

import java.util.List;
import java.util.Set;

/**
 * What the directory held at start.
 *
 * @param live every session that is not over
 * @param ended numbers of sessions that are over and still on record
 * @param lastSession the greatest session id ever given
 * @param lastEvent the greatest event sequence
 * @param lastLogon the greatest logon serial
 */
public record DirectorySnapshot(
        List<StoredSession> live,
        Set<Integer> ended,
        int lastSession,
        long lastEvent,
        long lastLogon,
        DrainMode drain) {}
