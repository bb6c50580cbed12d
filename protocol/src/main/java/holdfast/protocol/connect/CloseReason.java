package holdfast.protocol.connect;

import holdfast.protocol.share.ErrorInfo;
import holdfast.protocol.wire.ProtocolException;

/** Why a connection ends, for logs, metrics and the session. */
public sealed interface CloseReason {
    /** The client broke the protocol. */
    record ProtocolError(
            String pdu, ProtocolException.Reason reason, ErrorInfo told, String message)
            implements CloseReason {}

    /**
     * No security protocol both accept.
     *
     * @param told whether RDP_NEG_FAILURE was sent; a client that sent no RDP_NEG_REQ cannot read
     *     one, and rdpNegData is left empty for it ([MS-RDPBCGR] 3.3.5.3.2)
     */
    record SecurityRefused(NegotiationFailure failure, boolean told) implements CloseReason {}

    /** The client lacks the encryption method that the level demands. */
    record EncryptionRefused(int clientMethods) implements CloseReason {}

    /** CredSSP failed. */
    record AuthenticationFailed() implements CloseReason {}

    /** CredSSP succeeded but the user may not log on. */
    record NotAuthorized() implements CloseReason {}

    /** The peer did not say in time what {@code state} waits for. */
    record TimedOut(String state) implements CloseReason {}

    /** The client said goodbye: MCS Disconnect Provider Ultimatum. */
    record ClientLeft(int mcsReason) implements CloseReason {}

    /** The X of the window while nobody was logged on. */
    record ShutdownWithoutUser() implements CloseReason {}

    /** {@link RdpConnection#disconnect}. */
    record ServerEnded(ErrorInfo told) implements CloseReason {}
}
