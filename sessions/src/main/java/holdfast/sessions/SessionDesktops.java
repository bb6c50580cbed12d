package holdfast.sessions;

import holdfast.sessions.directory.StoredSession;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where desktops come from. The server implements it; both methods return at once. */
public interface SessionDesktops {
    /**
     * Starts a desktop. The session is in the directory already. If it takes longer than {@link
     * SessionHost.Deadlines#start} the session is given up, and a handle that comes later is ended.
     */
    CompletionStage<DesktopHandle> start(DesktopRequest request);

    /**
     * Finds the desktop of a session that lived before the server was restarted, by process id
     * <em>and</em> start time.
     *
     * @return empty when its leader is gone
     */
    CompletionStage<Optional<DesktopHandle>> adopt(StoredSession session);
}
