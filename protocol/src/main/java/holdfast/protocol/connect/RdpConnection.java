package holdfast.protocol.connect;

import holdfast.protocol.connect.DemandActive.Offer;
import holdfast.protocol.security.SessionKeys;
import holdfast.protocol.share.AutoDetect;
import holdfast.protocol.share.ErrorInfo;
import holdfast.protocol.share.LogonNotice;
import holdfast.protocol.share.PduType2;
import holdfast.protocol.share.Redirection;
import holdfast.protocol.share.SaveSessionInfo;
import holdfast.protocol.share.ShareControl;
import holdfast.protocol.share.StatusInfo;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The server side of one RDP connection, from its first byte to its last. Owned by one thread, the
 * driver's, which reads the socket and carries out the {@link Action}s in order.
 *
 * <p>Methods that take the time advance the connection sequence and never throw for what a peer
 * sent: a refusal is told to the client where it can read it and ends in {@link Action.Close}. In
 * each list what is to be sent comes before the news, so an answer to the news follows it. Methods
 * that return {@code byte[]} give whole frames, to be written in the order of the calls. Graphics
 * and share data need {@link #active}; channel and message frames need {@link #shared}.
 */
public final class RdpConnection {
    private final ConnectionConfig config;
    private final RandomGenerator random;
    private final Framer framer = new Framer();
    private State state = new AwaitRequest();
    private Instant sequenceEnd;
    private Instant stepEnd;
    private boolean userLoggedOn;
    private boolean reactivated;
    private @Nullable Offer pending;

    /**
     * @param random for keys: cryptographically strong
     */
    public RdpConnection(ConnectionConfig config, RandomGenerator random, Instant now) {
        this.config = config;
        this.random = random;
        this.sequenceEnd = now.plus(config.sequenceDeadline());
        this.stepEnd = now.plus(config.stepDeadline());
    }

    /**
     * Takes bytes as they came from the network (from TLS once it runs), in pieces of any size.
     * Keeps what is not a whole frame yet, never more than one frame.
     */
    public List<Action> received(byte[] data, int offset, int length, Instant now) {
        if (state instanceof Closed) {
            return List.of();
        }
        framer.append(data, offset, length);
        Step step = step();
        advance(step, now);
        return step.actions();
    }

    /** The TLS handshake that {@link Action.StartTls} asked for is done. */
    public List<Action> tlsEstablished(Instant now) {
        if (state instanceof Closed) {
            return List.of();
        }
        if (!(state instanceof AwaitTls awaiting)) {
            throw new IllegalStateException("No TLS awaited in " + state.name());
        }
        Step step = step();
        enter(awaiting.established(), now);
        advance(step, now);
        return step.actions();
    }

    /** The answer to {@link Action.AuthenticateNetwork}. */
    public List<Action> networkAuthentication(NetworkAuthentication answer, Instant now) {
        if (state instanceof Closed) {
            return List.of();
        }
        if (!(state instanceof AwaitCredSspAnswer awaiting)) {
            throw new IllegalStateException("No answer awaited in " + state.name());
        }
        Step step = step();
        enter(awaiting.answered(answer, step), now);
        advance(step, now);
        return step.actions();
    }

    /** Ends a connection whose deadline passed. Call it at {@link #deadline} or any time. */
    public List<Action> tick(Instant now) {
        if (deadline().filter(end -> !now.isBefore(end)).isEmpty()) {
            return List.of();
        }
        Step step = step();
        String late = state.name();
        end(ErrorInfo.NONE, new CloseReason.TimedOut(late), step);
        return step.actions();
    }

    /** When {@link #tick} has to be called next; empty when the state is stable. */
    public Optional<Instant> deadline() {
        if (state.stable()) {
            return Optional.empty();
        }
        // A reactivation of the server's own making leaves a slow client all of its time.
        boolean patient = state.serversTurn() || reactivated;
        return Optional.of(patient || sequenceEnd.isBefore(stepEnd) ? sequenceEnd : stepEnd);
    }

    /** Whether graphics may be sent. */
    public boolean active() {
        return state instanceof Active;
    }

    /** Whether channels carry data: from the first capability exchange to the end. */
    public boolean shared() {
        return state instanceof SharedState;
    }

    /** The name of the state, for logs. */
    public String stateName() {
        return state.name();
    }

    /** 32 bytes for {@link holdfast.protocol.share.ReconnectVerifier}: zeros under TLS. */
    public byte[] clientRandom() {
        return state instanceof McsState mcs
                        && mcs.peer().protection() instanceof Protection.Standard standard
                ? standard.clientRandom().clone()
                : new byte[SessionKeys.RANDOM_SIZE];
    }

    /** Tells whether a user is logged on, which decides how a Shutdown Request is answered. */
    public void userLoggedOn(boolean loggedOn) {
        userLoggedOn = loggedOn;
    }

    /**
     * Deactivates and begins the capability exchange again, with a new size or colour depth.
     * Another {@link Action.Activated} follows. If an activation is still under way, the new values
     * apply after it; of several, the last.
     */
    public List<Action> reactivate(int width, int height, int bitsPerPixel, Instant now) {
        if (state instanceof Closed) {
            return List.of();
        }
        pending = new Offer(width, height, bitsPerPixel);
        Step step = step();
        applyPending(step, now);
        return step.actions();
    }

    /** Ends the connection in any state, telling the client why where it can be told. */
    public List<Action> disconnect(ErrorInfo reason) {
        Step step = step();
        end(reason, new CloseReason.ServerEnded(reason), step);
        return step.actions();
    }

    /**
     * Sends the client elsewhere, [MS-RDPBCGR] 2.2.13. The client hangs up by itself; {@link
     * #disconnect} if it does not.
     */
    public byte[] redirect(Redirection redirection) {
        SharedState share = share();
        byte[] packet = redirection.encode();
        return switch (share.peer().protection()) {
            case Protection.Standard _ ->
                    share.peer()
                            .outbound()
                            .flagged(Channels.IO, SecurityHeader.SEC_REDIRECTION_PKT, packet);
            case Protection.Outer _ -> {
                var pdu = new WireWriter(packet.length + 9);
                ShareControl.encodeHeader(
                        pdu,
                        ShareControl.Type.SERVER_REDIRECTION,
                        ShareControl.SERVER_CHANNEL,
                        packet.length + 3);
                pdu.u16(0).bytes(packet).u8(0);
                yield share.peer().outbound().plain(Channels.IO, pdu.array(), 0, pdu.size());
            }
        };
    }

    /** The most bytes of TS_FP_UPDATEs that one call of {@link #fastPath} takes. */
    public int maxFastPathPayload() {
        return activeState().peer().outbound().maxFastPathPayload();
    }

    /** A TS_FP_UPDATE_PDU around {@code updates}: [MS-RDPBCGR] 2.2.9.1.2. */
    public byte[] fastPath(byte[] updates, int offset, int length) {
        return activeState().peer().outbound().fastPath(updates, offset, length);
    }

    /** The most body bytes that one call of {@link #shareData} takes. */
    public int maxShareDataPayload() {
        return activeState().peer().outbound().maxSharePayload();
    }

    /** A share data PDU, for slow-path updates and the like: [MS-RDPBCGR] 2.2.8.1.1.1.2. */
    public byte[] shareData(int pduType2, byte[] body, int offset, int length) {
        Active active = activeState();
        return active.peer()
                .outbound()
                .share(
                        pduType2,
                        active.shareId(),
                        ShareControl.SERVER_CHANNEL,
                        body,
                        offset,
                        length);
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
        var pdu = new WireWriter(8 + length);
        pdu.u32(totalLength).u32(flags).bytes(chunk, offset, length);
        return share().peer().outbound().plain(channel.id(), pdu.array(), 0, pdu.size());
    }

    /** A Save Session Info PDU. */
    public byte[] logonNotice(LogonNotice notice) {
        Active active = activeState();
        boolean longCredentials = active.profile().capabilities().general().longCredentials();
        return active.shareData(
                PduType2.SAVE_SESSION_INFO, SaveSessionInfo.encode(notice, longCredentials));
    }

    /** Tells the client that its cookie was not accepted: [MS-RDPBCGR] 2.2.4.1. */
    public byte[] reconnectRefused() {
        return activeState().shareData(PduType2.ARC_STATUS, new byte[4]);
    }

    /** Tells the client how a broker gets on. Only where the core data has supportsStatusInfo. */
    public byte[] statusInfo(StatusInfo status) {
        return share().shareData(
                        PduType2.STATUS_INFO, new WireWriter(4).u32(status.code()).toByteArray());
    }

    /** Asks for a sign of life: [MS-RDPBCGR] 2.2.14.1.1. Only where the profile has autoDetect. */
    public byte[] rttRequest(int sequence) {
        return detect(AutoDetect.rttRequest(sequence, false));
    }

    /** [MS-RDPBCGR] 2.2.14.1.2: the client counts bytes from here on. */
    public byte[] bandwidthStart(int sequence) {
        return detect(AutoDetect.bandwidthStart(sequence));
    }

    /** [MS-RDPBCGR] 2.2.14.1.4: the client answers with what it counted. */
    public byte[] bandwidthStop(int sequence) {
        return detect(AutoDetect.bandwidthStop(sequence));
    }

    /** [MS-RDPBCGR] 2.2.14.1.5, in milliseconds and kbit/s. */
    public byte[] networkCharacteristics(
            int sequence, int baseRttMillis, int bandwidthKbps, int averageRttMillis) {
        return detect(
                AutoDetect.characteristics(
                        sequence, baseRttMillis, bandwidthKbps, averageRttMillis));
    }

    /** [MS-RDPBCGR] 2.2.16.1. Only where the profile has heartbeat. */
    public byte[] heartbeat(int periodSeconds, int warnAfter, int reconnectAfter) {
        return message(
                SecurityHeader.SEC_HEARTBEAT,
                new WireWriter(4)
                        .u8(0)
                        .u8(periodSeconds)
                        .u8(warnAfter)
                        .u8(reconnectAfter)
                        .toByteArray());
    }

    private byte[] detect(byte[] body) {
        return message(SecurityHeader.SEC_AUTODETECT_REQ, body);
    }

    private byte[] message(int flags, byte[] body) {
        Peer peer = share().peer();
        if (peer.channels().message() == 0) {
            throw new IllegalStateException("The client has no message channel");
        }
        return peer.outbound().flagged(peer.channels().message(), flags, body);
    }

    private SharedState share() {
        if (state instanceof SharedState shared) {
            return shared;
        }
        throw new IllegalStateException("No share in " + state.name());
    }

    private Active activeState() {
        if (state instanceof Active active) {
            return active;
        }
        throw new IllegalStateException("Not active but in " + state.name());
    }

    private Step step() {
        return new Step(config, random, userLoggedOn);
    }

    /** Runs all whole frames through the states. */
    private void advance(Step step, Instant now) {
        try {
            Optional<Frame> frame = next();
            while (frame.isPresent()) {
                enter(state.received(frame.get(), step), now);
                applyPending(step, now);
                frame = next();
            }
        } catch (ProtocolException refusal) {
            ErrorInfo told = Refusals.told(refusal);
            end(
                    told,
                    new CloseReason.ProtocolError(
                            refusal.pdu(),
                            refusal.reason(),
                            told,
                            String.valueOf(refusal.getMessage())),
                    step);
        }
    }

    private Optional<Frame> next() throws ProtocolException {
        return state instanceof Closed ? Optional.empty() : framer.next(state.expects());
    }

    private void enter(State next, Instant now) {
        state = next;
        stepEnd = now.plus(config.stepDeadline());
    }

    private void applyPending(Step step, Instant now) {
        if (state instanceof Active active && pending != null) {
            Offer offer = pending;
            pending = null;
            reactivated = true;
            sequenceEnd = now.plus(config.sequenceDeadline());
            enter(active.reactivate(offer, step), now);
        }
    }

    private void end(ErrorInfo told, CloseReason reason, Step step) {
        if (!(state instanceof Closed)) {
            state.farewell(told).forEach(step::send);
            state = step.close(reason);
        }
    }
}
