package holdfast.sessions.directory;

import java.util.List;

/**
 * What the directory held at start.
 *
 * @param live every session that is not over
 * @param lastSession the greatest session id ever given
 * @param lastEvent the greatest event sequence
 * @param lastLogon the greatest logon serial
 */
public record DirectorySnapshot(
        List<StoredSession> live,
        int lastSession,
        long lastEvent,
        long lastLogon,
        DrainMode drain) {
    public static final DirectorySnapshot EMPTY =
            new DirectorySnapshot(List.of(), 0, 0, 0, DrainMode.OFF);
}
