package holdfast.protocol.connect;

import holdfast.protocol.share.AutoDetect;
import holdfast.protocol.share.ClientData;
import holdfast.protocol.share.ErrorInfo;
import holdfast.protocol.share.PduType2;
import holdfast.protocol.share.ShareControl;
import holdfast.protocol.share.ShareData;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** A state behind licensing: there is a share, or will be, and channels carry data. */
sealed interface SharedState extends McsState permits AwaitConfirmActive, Finalizing, Active {
    Caller caller();

    long shareId();

    /** A Confirm Active PDU. */
    State confirmed(ConfirmActive confirm, Step step) throws ProtocolException;

    /** A share data PDU other than a Shutdown Request. */
    State received(ClientData data, Step step);

    /** Fast-path input, opened. */
    State received(Action.FastPathInput input, Step step);

    @Override
    default Peer peer() {
        return caller().peer();
    }

    @Override
    default Expectation expects() {
        return Expectation.SHARE;
    }

    @Override
    default State received(Frame frame, Step step) throws ProtocolException {
        return switch (frame.kind()) {
            case FAST_PATH -> received(FastPathInputPdu.decode(frame, peer().protection()), step);
            case TPKT, TS_REQUEST -> McsState.super.received(frame, step);
        };
    }

    @Override
    default State received(McsPdu pdu, Step step) throws ProtocolException {
        if (!(pdu instanceof McsPdu.SendData(int channel, WireReader data))) {
            throw notAllowed(McsPdu.NAME);
        }
        if (channel == Channels.IO) {
            return share(peer().protection().openPlain(data.named("Share Control Header")), step);
        }
        if (channel == peer().channels().message()) {
            return message(peer().protection().open(data.named("Auto-Detect Response PDU")), step);
        }
        return channelData(channel, data.named(CHANNEL_PDU), step);
    }

    String CHANNEL_PDU = "Virtual Channel PDU";

    /** [MS-RDPBCGR] 2.2.6.1. */
    private State channelData(int channel, WireReader data, Step step) throws ProtocolException {
        StaticChannel known =
                peer().channels()
                        .find(channel)
                        .orElseThrow(
                                () -> data.refuse(0, new Reason.Unknown("channelId", channel)));
        WireReader in = peer().protection().openPlain(data);
        int totalLength = in.u32("length", 0, Integer.MAX_VALUE);
        int flags = in.i32("flags");
        step.tell(new Action.ChannelData(known, totalLength, flags, in.rest()));
        return this;
    }

    private State message(Protection.Opened opened, Step step) throws ProtocolException {
        if ((opened.flags() & SecurityHeader.SEC_AUTODETECT_RSP) == 0) {
            throw opened.body().refuse(0, new Reason.Unknown("flags", opened.flags()));
        }
        switch (AutoDetect.decode(opened.body())) {
            case AutoDetect.RttResponse(int sequence) ->
                    step.tell(new Action.RttAnswered(sequence));
            case AutoDetect.BandwidthResults(int sequence, long millis, long bytes) ->
                    step.tell(new Action.BandwidthMeasured(sequence, millis, bytes));
            case AutoDetect.CharacteristicsSync _ -> {}
        }
        return this;
    }

    /** All share PDUs of one MCS PDU; less than a header's worth of bytes at the end is padding. */
    private State share(WireReader in, Step step) throws ProtocolException {
        State next = this;
        while (next instanceof SharedState shared && in.remaining() >= ShareControl.HEADER_SIZE) {
            next = shared.one(ShareControl.decode(in), step);
        }
        return next;
    }

    private State one(ShareControl pdu, Step step) throws ProtocolException {
        return switch (pdu.type()) {
            case CONFIRM_ACTIVE ->
                    confirmed(ConfirmActive.decode(pdu.body().named(ConfirmActive.NAME)), step);
            case DATA -> data(ClientData.decode(ShareData.decode(pdu.body())), step);
            case FLOW -> this;
            case DEMAND_ACTIVE, DEACTIVATE_ALL, SERVER_REDIRECTION ->
                    throw notAllowed(pdu.type().name());
        };
    }

    private State data(ClientData data, Step step) {
        return data instanceof ClientData.ShutdownRequest ? shutdown(step) : received(data, step);
    }

    /** [MS-RDPBCGR] 3.3.5.4.1: with a user logged on the client is made to ask its own user. */
    private State shutdown(Step step) {
        step.tell(new Action.ShutdownRequested());
        if (step.userLoggedOn()) {
            step.send(shareData(PduType2.SHUTDOWN_DENIED, new byte[0]));
            return this;
        }
        farewell(ErrorInfo.NONE).forEach(step::send);
        return step.close(new CloseReason.ShutdownWithoutUser());
    }

    @Override
    default List<byte[]> farewell(ErrorInfo reason) {
        var last = new ArrayList<byte[]>();
        if (this instanceof Active) {
            last.add(deactivateAll());
        }
        if (reason != ErrorInfo.NONE && peer().core().supportsErrorInfo()) {
            last.add(
                    shareData(
                            PduType2.SET_ERROR_INFO,
                            new WireWriter(4).u32(reason.code()).toByteArray()));
        }
        last.add(Mcs.disconnect());
        return last;
    }

    default byte[] shareData(PduType2 type, byte[] body) {
        return peer().outbound()
                .share(type.value(), shareId(), ShareControl.SERVER_CHANNEL, body, 0, body.length);
    }

    /** Deactivate All PDU, [MS-RDPBCGR] 2.2.3.1. */
    default byte[] deactivateAll() {
        var pdu = new WireWriter(13);
        ShareControl.encodeHeader(
                pdu, ShareControl.Type.DEACTIVATE_ALL, ShareControl.SERVER_CHANNEL, 7);
        pdu.u32(shareId()).u16(1).u8(0);
        return peer().outbound().plain(Channels.IO, pdu.array(), 0, pdu.size());
    }
}
