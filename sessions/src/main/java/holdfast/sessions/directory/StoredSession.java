package holdfast.sessions.directory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as the directory keeps it.
 *
 * @param exclusive it is its user's only one (fSingleSessionPerUser when it was made); the database
 *     refuses a second such
 * @param connection the listener it was connected through last
 * @param client the computer name of the client it was connected to last
 * @param leaderPid 0 while it has no desktop
 * @param disconnectTime absent while connected
 * @param logonSerial which logon its present or last client came by; greater is newer
 * @param cookie absent while none was given
 */
public record StoredSession(
        int id,
        String user,
        String osUser,
        SessionState state,
        boolean exclusive,
        String connection,
        String client,
        String address,
        String desktop,
        long leaderPid,
        String leaderStart,
        String display,
        Instant created,
        @Nullable Instant logonTime,
        @Nullable Instant disconnectTime,
        long logonSerial,
        @Nullable StoredCookie cookie) {}
