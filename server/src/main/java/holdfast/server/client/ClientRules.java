package holdfast.server.client;

import holdfast.sessions.SessionRules;
import holdfast.settings.DisplayLimits;
import holdfast.settings.LogonSettings;
import holdfast.settings.RedirectionLimits;
import java.util.concurrent.CompletionStage;

/** What the settings say about clients, now. Safe for all threads; returns at once. */
public interface ClientRules extends SessionRules.Source {
    LogonSettings logon(String connection);

    /** What may pass between a user's client and session. */
    RedirectionLimits redirection(String user, String connection);

    /** How large pictures may be; of everybody where the user is not known yet. */
    DisplayLimits display(String user, String connection);

    /**
     * Whether somebody who has proven who they are may log on by a connection: by {@code
     * fLogonDisabled} and the connection's permissions.
     *
     * @param osUser whose groups count
     */
    CompletionStage<Boolean> mayLogOn(String user, String osUser, String connection);
}
