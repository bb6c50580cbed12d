package holdfast.protocol.connect;

import holdfast.protocol.share.ErrorInfo;
import holdfast.protocol.share.LogonNotice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The server side of one RDP connection, from its first byte to its last. Owned by one thread, the
 * driver's, which reads the socket and carries out the {@link Action}s in order.
 *
 * <p>Methods that take the time advance the connection sequence and never throw for what a peer
 * sent: a refusal is told to the client where it can read it and ends in {@link Action.Close}.
 * Methods that return {@code byte[]} give whole frames to write; they may only be called while
 * {@link #active}.
 */
public final class RdpConnection {
    public RdpConnection(ConnectionConfig config, RandomGenerator random, Instant now) {}

    /**
     * Takes bytes as they came from the network (from TLS once it runs), in pieces of any size.
     * Keeps what is not a whole frame yet, never more than one frame.
     */
    public List<Action> received(byte[] data, int offset, int length, Instant now) {
        return List.of();
    }

    /** The TLS handshake that {@link Action.StartTls} asked for is done. */
    public List<Action> tlsEstablished(Instant now) {
        return List.of();
    }

    /** The answer to {@link Action.AuthenticateNetwork}. */
    public List<Action> networkAuthentication(NetworkAuthentication answer, Instant now) {
        return List.of();
    }

    /** Ends a connection whose deadline passed. Call it at {@link #deadline} or any time. */
    public List<Action> tick(Instant now) {
        return List.of();
    }

    /** When {@link #tick} has to be called next; empty when the state is stable. */
    public Optional<Instant> deadline() {
        return Optional.empty();
    }

    /** Whether graphics may be sent. */
    public boolean active() {
        return false;
    }

    /** The name of the state, for logs. */
    public String stateName() {
        return "";
    }

    /** 32 bytes for {@link holdfast.protocol.share.ReconnectVerifier}: zeros under TLS. */
    public byte[] clientRandom() {
        return new byte[32];
    }

    /** Tells whether a user is logged on, which decides how a Shutdown Request is answered. */
    public void userLoggedOn(boolean loggedOn) {}

    /**
     * Deactivates and begins the capability exchange again, with a new size or colour depth.
     * Another {@link Action.Activated} follows. If the first activation is still under way, the new
     * values apply after it.
     */
    public List<Action> reactivate(int width, int height, int bitsPerPixel, Instant now) {
        return List.of();
    }

    /** Ends the connection in any state, telling the client why where it can be told. */
    public List<Action> disconnect(ErrorInfo reason) {
        return List.of();
    }

    /** The most bytes of TS_FP_UPDATEs that one call of {@link #fastPath} takes. */
    public int maxFastPathPayload() {
        return 0;
    }

    /** A TS_FP_UPDATE_PDU around {@code updates}: [MS-RDPBCGR] 2.2.9.1.2. */
    public byte[] fastPath(byte[] updates, int offset, int length) {
        return new byte[0];
    }

    /** The most body bytes that one call of {@link #shareData} takes. */
    public int maxShareDataPayload() {
        return 0;
    }

    /** A share data PDU, for slow-path updates and the like: [MS-RDPBCGR] 2.2.8.1.1.1.2. */
    public byte[] shareData(int pduType2, byte[] body, int offset, int length) {
        return new byte[0];
    }

    /**
     * One chunk on a static virtual channel: [MS-RDPBCGR] 2.2.6.1.
     *
     * @param totalLength of the message that the chunk belongs to
     * @param flags CHANNEL_FLAG_* bits
     */
    public byte[] channelChunk(
            StaticChannel channel,
            int totalLength,
            int flags,
            byte[] chunk,
            int offset,
            int length) {
        return new byte[0];
    }

    /** A Save Session Info PDU. */
    public byte[] logonNotice(LogonNotice notice) {
        return new byte[0];
    }

    /** Tells the client that its cookie was not accepted: [MS-RDPBCGR] 2.2.4.1. */
    public byte[] reconnectRefused() {
        return new byte[0];
    }

    /** Asks for a sign of life: [MS-RDPBCGR] 2.2.14.1.1. Only where the profile has autoDetect. */
    public byte[] rttRequest(int sequence) {
        return new byte[0];
    }

    /** [MS-RDPBCGR] 2.2.14.1.2: the client counts bytes from here on. */
    public byte[] bandwidthStart(int sequence) {
        return new byte[0];
    }

    /** [MS-RDPBCGR] 2.2.14.1.4: the client answers with what it counted. */
    public byte[] bandwidthStop(int sequence) {
        return new byte[0];
    }

    /** [MS-RDPBCGR] 2.2.14.1.5, in milliseconds and kbit/s. */
    public byte[] networkCharacteristics(
            int sequence, int baseRttMillis, int bandwidthKbps, int averageRttMillis) {
        return new byte[0];
    }

    /** [MS-RDPBCGR] 2.2.16.1. Only where the profile has heartbeat. */
    public byte[] heartbeat(int periodSeconds, int warnAfter, int reconnectAfter) {
        return new byte[0];
    }
}
