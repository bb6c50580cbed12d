package holdfast.server.client;

import holdfast.sessions.SessionRules;
import holdfast.settings.LogonSettings;

/** What the settings say about clients, now. Safe for all threads; returns at once. */
public interface ClientRules extends SessionRules.Source {
    LogonSettings logon(String connection);
}
