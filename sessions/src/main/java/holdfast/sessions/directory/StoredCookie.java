package holdfast.sessions.directory;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A session's auto-reconnect secrets: the current one, and the one before until it was used once.
 * Kept sealed in the directory.
 *
 * @param currentLogon serial of the logon that the current one's client came by
 * @param previousLogon the same of the previous one
 * @param renewed when the current one was made
 */
public record StoredCookie(
        byte[] current,
        byte @Nullable [] previous,
        long currentLogon,
        long previousLogon,
        Instant renewed) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredCookie that
                && Arrays.equals(current, that.current)
                && Arrays.equals(previous, that.previous)
                && currentLogon == that.currentLogon
                && previousLogon == that.previousLogon
                && renewed.equals(that.renewed);
    }

    @Override
    public int hashCode() {
        return renewed.hashCode();
    }

    @Override
    public String toString() {
        return "StoredCookie[renewed=" + renewed + "]";
    }
}
