package holdfast.logon.door;

import holdfast.logon.Credentials;
import holdfast.logon.LogonOutcome;
import holdfast.logon.NetworkIdentity;
import holdfast.logon.Origin;
import holdfast.logon.UserName;
import java.util.concurrent.CompletionStage;

/**
 * One place where people are known. The door asks them in order, the first one that {@linkplain
 * #owns owns} a name decides about it. Throttling and wiping are the door's.
 */
interface Authenticator {
    /**
     * Whether the name is decided here. May block; an answer must not be told to the peer, directly
     * or by time.
     */
    boolean owns(UserName name);

    /**
     * Decides. Called on a worker of the door, may block there for a short time.
     *
     * @param credentials wiped by the door when the stage completes
     */
    CompletionStage<LogonOutcome> logon(UserName name, Credentials credentials, Origin origin);

    /** The same for somebody whose identity is proven: account rules only. */
    CompletionStage<LogonOutcome> admit(NetworkIdentity identity, Origin origin);
}
