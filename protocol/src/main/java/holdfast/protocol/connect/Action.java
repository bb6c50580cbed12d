package holdfast.protocol.connect;

import holdfast.protocol.share.InclusiveRect;
import java.util.List;
import java.util.Optional;

/**
 * What a step of {@link RdpConnection} wants done or has to tell. The driver carries out the first
 * three and {@link Close}, in order; the rest is news for the server.
 */
public sealed interface Action {
    /** Write these bytes. */
    record Send(byte[] bytes) implements Action {}

    /**
     * Run a TLS handshake as server from the next byte on, then call {@link
     * RdpConnection#tlsEstablished}.
     */
    record StartTls() implements Action {}

    /**
     * Hand this TSRequest to CredSSP and its answer to {@link RdpConnection#networkAuthentication}.
     */
    record AuthenticateNetwork(byte[] tsRequest) implements Action {}

    /** Flush what was sent, then close the TCP connection. Nothing follows. */
    record Close(CloseReason reason) implements Action {}

    /**
     * The first thing a client said of itself.
     *
     * @param cookie the user name hint of {@code mstshash}, at most 9 characters as a rule
     * @param routingToken of a load balancer; the server ignores it
     * @param correlationId for logs
     * @param selected what will protect the connection
     */
    record Requested(
            Optional<String> cookie,
            Optional<String> routingToken,
            Optional<byte[]> correlationId,
            SecurityProtocol selected)
            implements Action {}

    /** The client's settings block arrived: its name, size and channels are known. */
    record ClientIdentified(ClientCore core) implements Action {}

    /**
     * Client Info arrived. The connection goes on to active by itself; the server decides about the
     * logon meanwhile and shows or ends what it wants. The secret in it is the server's to wipe.
     */
    record LogonRequested(ClientInfo info) implements Action {}

    /**
     * The client is ready for graphics: once after connecting and again after each {@link
     * RdpConnection#reactivate}. Paint everything. Output is no longer suppressed.
     */
    record Activated(ClientProfile profile) implements Action {}

    /**
     * Fast-path input, decrypted: [MS-RDPBCGR] 2.2.8.1.2.
     *
     * @param count of events
     * @param events TS_FP_INPUT_EVENT array
     */
    record FastPathInput(int count, byte[] events) implements Action {}

    /** Slow-path input: TS_INPUT_PDU_DATA from numEvents on, [MS-RDPBCGR] 2.2.8.1.1.3.1. */
    record SlowPathInput(byte[] body) implements Action {}

    /**
     * One chunk of a static virtual channel: [MS-RDPBCGR] 2.2.6.1.
     *
     * @param totalLength of the whole message, as the peer claims: bound it before allocating
     * @param flags CHANNEL_FLAG_* bits
     */
    record ChannelData(StaticChannel channel, int totalLength, int flags, byte[] chunk)
            implements Action {}

    /**
     * The user pressed the window's X. If a user is logged on the denial was sent already and the
     * client will ask its user; else a {@link Close} follows.
     */
    record ShutdownRequested() implements Action {}

    /** Paint these areas again. */
    record RefreshRequested(List<InclusiveRect> areas) implements Action {}

    /** Stop sending graphics. */
    record OutputSuppressed() implements Action {}

    /** Send graphics again, beginning with all of {@code area}. */
    record OutputAllowed(InclusiveRect area) implements Action {}

    /** TS_FRAME_ACKNOWLEDGE_PDU, [MS-RDPRFX] 2.2.3.1. */
    record FrameAcknowledged(long frameId) implements Action {}

    /** The client answered {@link RdpConnection#rttRequest}. */
    record RttAnswered(int sequence) implements Action {}

    /** The client's result of a bandwidth measurement: [MS-RDPBCGR] 2.2.14.2.2. */
    record BandwidthMeasured(int sequence, long timeDeltaMillis, long byteCount)
            implements Action {}
}
