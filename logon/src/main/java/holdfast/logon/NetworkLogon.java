package holdfast.logon;

import holdfast.protocol.connect.NetworkAuthentication;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Network level authentication of one connection, driven by what {@code Action.AuthenticateNetwork}
 * brings. Used by one owner, one message at a time: the next one may come once the stage of the one
 * before is complete. Stages complete on a worker of the door and never exceptionally.
 */
public interface NetworkLogon {
    /** Takes one TSRequest; the answer goes to {@code RdpConnection.networkAuthentication}. */
    CompletionStage<NetworkAuthentication> received(byte[] tsRequest);

    /**
     * What the door decided; present once an answer is Done or Failed because somebody was proven
     * or refused. With {@code Done} it is Granted, or MorePrompts that the logon screen goes on
     * with.
     */
    Optional<LogonOutcome> outcome();

    /** The name that the client claims, once it has claimed one; for the event record. */
    Optional<UserName> claimed();
}
