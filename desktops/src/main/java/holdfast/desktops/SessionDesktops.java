package holdfast.desktops;

import java.util.List;
import java.util.Optional;

/** Starts desktops of one kind, and finds those again that an earlier server started. */
public interface SessionDesktops {
    /** As {@link Desktop#kind}. */
    String kind();

    /** Why no desktop of this kind can run on this machine, in words for an administrator. */
    Optional<String> unavailable();

    /** Does early what the first session would wait for. May take seconds. */
    default void warmUp() {}

    /** Starts a desktop; returns when it can be looked at. May take seconds. */
    SessionDesktop start(DesktopRequest request) throws DesktopException;

    /** Every desktop with a state file, those that ended meanwhile too. */
    List<FoundDesktop> found();

    /**
     * Takes over a desktop that is {@link FoundDesktop#alive}. When this fails, the desktop is as
     * it was.
     */
    SessionDesktop adopt(FoundDesktop found) throws DesktopException;

    /** Removes what is left of a desktop that ended. Its key is then unknown. */
    void forget(String sessionKey);
}
