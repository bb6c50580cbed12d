package holdfast.logon.door;

import holdfast.logon.Credentials;
import holdfast.logon.LogonMethod;
import holdfast.logon.LogonOutcome;
import holdfast.logon.NetworkIdentity;
import holdfast.logon.Origin;
import holdfast.logon.UserName;
import holdfast.logon.accounts.AccountException;
import java.util.Optional;
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

    /** What the account's rules say of somebody who is proven, before anything is delegated. */
    CompletionStage<LogonOutcome> rules(UserName name, LogonMethod method, Origin origin);

    /** The NT hash that NTLM proofs are checked against, if there is one. The caller wipes it. */
    Optional<byte[]> ntHash(UserName name) throws AccountException;

    /**
     * Whether a domain's word proves somebody of whom no hash is kept. Not of Holdfast's own
     * accounts: the domain's people of the same names are others.
     */
    boolean heedsDomain();

    /**
     * Whether {@link #admit} looks at a password or a code, so that it is an attempt that counts.
     */
    boolean checksDelegated(LogonMethod method);

    /** Decides about somebody whom network level authentication has proven. */
    CompletionStage<LogonOutcome> admit(NetworkIdentity identity, Origin origin);
}
