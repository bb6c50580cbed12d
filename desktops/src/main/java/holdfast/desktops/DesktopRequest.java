package holdfast.desktops;

import java.util.Map;

/**
 * What to start for a session.
 *
 * @param sessionKey names the session in files: 1 to 64 letters, digits, {@code -} or {@code _};
 *     never used again for another session
 * @param program what to run instead of the user's own choice, as a shell command; empty for that
 *     choice
 * @param workDirectory where to run it; empty for the home folder
 * @param environment added to the login environment
 */
public record DesktopRequest(
        String sessionKey,
        OsUser user,
        DisplayLayout layout,
        String program,
        String workDirectory,
        Map<String, String> environment) {
    public DesktopRequest {
        if (!isKey(sessionKey)) {
            throw new IllegalArgumentException("no name for a session: " + sessionKey);
        }
        environment = Map.copyOf(environment);
    }

    /** Whether a name can stand for a session. */
    public static boolean isKey(String sessionKey) {
        return sessionKey.matches("[A-Za-z0-9_-]{1,64}");
    }

    /** The user's own choice of program, in the home folder. */
    public static DesktopRequest of(String sessionKey, OsUser user, DisplayLayout layout) {
        return new DesktopRequest(sessionKey, user, layout, "", "", Map.of());
    }
}
