package holdfast.desktops;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns the command that leads a session into the one that is run: as the user, in a session and
 * process group of its own. The place for a PAM session, an accounting record or a systemd scope
 * around it. Whatever it puts in front must replace itself by the command ({@code exec}) or stay
 * for as long as the command runs and hang the command up when it is ended itself; it keeps the
 * working directory and standard output, where a line {@code refused: WHY} says that it does not
 * let the session start.
 */
public interface LeaderCommand {
    /**
     * @param environment what the session's programs get; may be added to
     * @return the full command
     */
    List<String> wrap(OsUser user, List<String> command, Map<String, String> environment);

    /**
     * {@code setpriv} where the user is another one, then {@code setsid}; all of it in a {@link
     * SystemdScope} where there can be one.
     */
    static LeaderCommand plain() {
        OsUser self = OsUser.current();
        return (user, command, environment) -> {
            List<String> all = new ArrayList<>(SystemdScope.ofSession(user));
            if (user.uid() != self.uid()) {
                all.addAll(
                        List.of(
                                "setpriv",
                                "--reuid=" + user.uid(),
                                "--regid=" + user.gid(),
                                "--init-groups",
                                "--"));
            }
            all.add("setsid");
            all.addAll(command);
            return all;
        };
    }
}
