package holdfast.logon;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The one door. Safe for many threads; work runs on a small bounded pool of the door's own, and the
 * stages complete there, refusals on the common pool: a receiver posts to its own owner. The stages
 * never complete exceptionally; what breaks inside is {@link Denial#UNAVAILABLE}, with the cause in
 * the log.
 */
public interface LogonDoor extends AutoCloseable {
    /** Decides on a name and a password. The credentials are taken over and wiped. */
    CompletionStage<LogonOutcome> logon(Credentials credentials, Origin origin);

    /**
     * Decides on somebody whom network level authentication has proven. For an account of
     * Holdfast's own, and with a Kerberos ticket, the proof counts as the password and account
     * rules apply as ever. For an operating-system user proven by NTLM the delegated password goes
     * through PAM. Where the credentials delegated with NTLM name somebody else than the proof,
     * they alone count, and pass through {@link #logon}; with a ticket, whose principal may go by
     * another name here, the ticket alone counts.
     */
    CompletionStage<LogonOutcome> admit(NetworkIdentity identity, Origin origin);

    /**
     * Begins network level authentication of one connection; empty when it is not offered, which
     * the negotiation of security protocols has to know beforehand.
     *
     * @param certificate the one that TLS shows on this connection
     */
    Optional<NetworkLogon> networkLogon(X509Certificate certificate, Origin origin);

    /** Refuses what is still waiting and ends the pool. */
    @Override
    void close();
}
