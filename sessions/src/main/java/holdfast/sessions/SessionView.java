package holdfast.sessions;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code query session}; the component names are its JSON fields, a contract.
 *
 * @param name SESSIONNAME: the connection's name while connected, empty otherwise
 * @param state the short name of its {@link holdfast.sessions.directory.SessionState}
 * @param connection the listener
 * @param client the client's computer name; empty while disconnected
 * @param address the client's address; of a listener, where it listens
 * @param leaderPid 0 where there is none
 * @param disconnectTime absent while connected
 */
public record SessionView(
        int id,
        String name,
        String user,
        String state,
        String connection,
        String client,
        String address,
        String desktop,
        long leaderPid,
        @Nullable Instant logonTime,
        @Nullable Instant disconnectTime,
        long idleSeconds) {
    /** The same after some time without input. */
    SessionView idleFor(Duration time) {
        return new SessionView(
                id,
                name,
                user,
                state,
                connection,
                client,
                address,
                desktop,
                leaderPid,
                logonTime,
                disconnectTime,
                time.toSeconds());
    }
}
