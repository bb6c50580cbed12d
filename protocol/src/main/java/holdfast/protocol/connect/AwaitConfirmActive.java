package holdfast.protocol.connect;

import holdfast.protocol.connect.DemandActive.Offer;
import holdfast.protocol.share.ClientData;
import holdfast.protocol.share.PduType2;
import holdfast.protocol.share.ShareControl;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireWriter;

/** Capabilities exchange: [MS-RDPBCGR] 1.3.1.1, 7, and again at each reactivation (1.3.1.3). */
record AwaitConfirmActive(Caller caller, long shareId, Offer offer) implements SharedState {
    static final long FIRST_SHARE = 0x0001_0000 | ShareControl.SERVER_CHANNEL;
    private static final int COOPERATE = 4;

    /** Asks the client to confirm {@code offer}. */
    static AwaitConfirmActive demand(Caller caller, long shareId, Offer offer, Step step) {
        byte[] pdu = DemandActive.encode(shareId, offer, caller.peer().core());
        step.send(caller.peer().outbound().plain(Channels.IO, pdu, 0, pdu.length));
        return new AwaitConfirmActive(caller, shareId, offer);
    }

    @Override
    public State confirmed(ConfirmActive confirm, Step step) throws ProtocolException {
        if (confirm.shareId() != shareId) {
            throw new ProtocolException(
                    ConfirmActive.NAME, 0, new Reason.Unknown("shareId", confirm.shareId()));
        }
        if (peer().protection() instanceof Protection.Standard standard
                && confirm.capabilities().general().saltedChecksum()) {
            standard.saltFromNowOn();
        }
        // Some clients wait for these two before they say anything more.
        int user = peer().channels().user();
        step.send(
                shareData(PduType2.SYNCHRONIZE, new WireWriter(4).u16(1).u16(user).toByteArray()));
        step.send(
                shareData(
                        PduType2.CONTROL,
                        new WireWriter(8).u16(COOPERATE).u16(0).u32(0).toByteArray()));
        return new Finalizing(caller, shareId, offer, confirm.capabilities());
    }

    /** What was on its way when the share was deactivated means nothing any more. */
    @Override
    public State received(ClientData data, Step step) {
        return this;
    }

    @Override
    public State received(Action.FastPathInput input, Step step) {
        return this;
    }
}
