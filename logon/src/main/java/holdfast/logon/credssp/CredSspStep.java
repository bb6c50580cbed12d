package holdfast.logon.credssp;

import holdfast.logon.Denial;
import holdfast.logon.LogonOutcome.Failure;
import holdfast.logon.NetworkIdentity;
import holdfast.logon.ntlm.NtlmAttempt;
import java.util.Optional;

/** What {@link CredSspAcceptor} wants done next. */
public sealed interface CredSspStep {
    /** Send this TSRequest (empty: nothing is due) and wait for the client's next. */
    record Reply(byte[] tsRequest) implements CredSspStep {}

    /** Have this checked, then call {@link CredSspAcceptor#proven} or refuse. */
    record Prove(NtlmAttempt attempt) implements CredSspStep {}

    /** The client is who it says, and trusts the server with these credentials. */
    record Authenticated(NetworkIdentity identity) implements CredSspStep {}

    /**
     * It is over.
     *
     * @param tsRequest carries the error code, where the client's version knows one
     */
    record Failed(Optional<byte[]> tsRequest, Denial reason, Failure record)
            implements CredSspStep {}
}
