package holdfast.sessions;

import java.util.concurrent.CompletionStage;

/** A running desktop, as far as its session must know it. The server implements it. */
public interface DesktopHandle {
    /** {@code console} or {@code x11}. */
    String kind();

    /** Process id of the session's leader; 0 when the desktop lives in the server's process. */
    long leaderPid();

    /**
     * What tells this leader from a later process with the same id: its start time, opaque here. Of
     * two boots it must differ too.
     */
    String leaderStart();

    /** The X display, such as {@code :12}; empty for a console. */
    String display();

    /**
     * End everything that runs in the desktop. May be called again, later, with less patience.
     *
     * @param graceful let programs save; else kill
     * @return completes when nothing is left
     */
    CompletionStage<Void> end(boolean graceful);
}
