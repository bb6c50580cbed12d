package holdfast.settings;

import java.time.Duration;

/**
 * The logon on a connection.
 *
 * @param deadline for the whole connection sequence
 * @param screenDeadline how long the logon screen waits for somebody
 * @param attempts wrong logons after which the connection is closed
 * @param clientCredentials false where the connection's own {@code user}, {@code domain} and {@code
 *     password} log on
 */
public record LogonSettings(
        Duration deadline,
        Duration screenDeadline,
        int attempts,
        boolean promptForPassword,
        boolean clientCredentials,
        String user,
        String domain,
        String password,
        String pamService) {

    static LogonSettings of(Configuration from, String connection) {
        Target target = Target.connection(connection);
        return new LogonSettings(
                from.value(LogonCatalogue.LOGON_DEADLINE, target),
                from.value(LogonCatalogue.LOGON_SCREEN_DEADLINE, target),
                Math.toIntExact(from.value(LogonCatalogue.LOGON_ATTEMPTS, target)),
                from.value(LogonCatalogue.PROMPT_FOR_PASSWORD, target),
                from.value(LogonCatalogue.INHERIT_AUTO_LOGON, target),
                from.value(LogonCatalogue.LOGON_USER, target),
                from.value(LogonCatalogue.LOGON_DOMAIN, target),
                from.value(LogonCatalogue.LOGON_PASSWORD, target),
                from.value(LogonCatalogue.PAM_SERVICE));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "LogonSettings[deadline=" + deadline + ", user=" + user + "]";
    }
}
