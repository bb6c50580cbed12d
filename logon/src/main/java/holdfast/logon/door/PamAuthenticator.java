package holdfast.logon.door;

import holdfast.logon.Credentials;
import holdfast.logon.LogonOutcome;
import holdfast.logon.NetworkIdentity;
import holdfast.logon.Origin;
import holdfast.logon.UserName;
import holdfast.logon.pam.PamLogons;
import java.util.concurrent.CompletionStage;

/** The operating system's users at the door. */
record PamAuthenticator(PamLogons pam) implements Authenticator {
    @Override
    public boolean owns(UserName name) {
        return pam.find(name).isPresent();
    }

    @Override
    public CompletionStage<LogonOutcome> logon(
            UserName name, Credentials credentials, Origin origin) {
        return pam.logon(name, credentials, origin);
    }

    @Override
    public CompletionStage<LogonOutcome> admit(NetworkIdentity identity, Origin origin) {
        return pam.admit(identity.name(), identity.method(), origin);
    }
}
