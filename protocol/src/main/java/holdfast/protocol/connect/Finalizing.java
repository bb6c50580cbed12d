package holdfast.protocol.connect;

import holdfast.protocol.connect.DemandActive.Offer;
import holdfast.protocol.share.ClientData;
import holdfast.protocol.share.PduType2;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireWriter;

/**
 * Connection finalization: [MS-RDPBCGR] 1.3.1.1, 8. The Font List ends it, whatever the client left
 * out or sent in another order.
 */
record Finalizing(Caller caller, long shareId, Offer offer, ClientCapabilities capabilities)
        implements SharedState {
    /** FONTLIST_FIRST and FONTLIST_LAST. */
    private static final int FIRST_AND_LAST = 3;

    @Override
    public State confirmed(ConfirmActive confirm, Step step) throws ProtocolException {
        throw notAllowed(ConfirmActive.NAME);
    }

    @Override
    public State received(ClientData data, Step step) {
        return switch (data) {
            case ClientData.Control control -> {
                Active.control(this, control, step);
                yield this;
            }
            case ClientData.FontList _ -> activate(step);
            case ClientData.Synchronize _,
                    ClientData.PersistentKeys _,
                    ClientData.Input _,
                    ClientData.RefreshRect _,
                    ClientData.SuppressOutput _,
                    ClientData.ShutdownRequest _,
                    ClientData.FrameAcknowledge _,
                    ClientData.CacheError _ ->
                    this;
        };
    }

    private Active activate(Step step) {
        byte[] fontMap = new WireWriter(8).u16(0).u16(0).u16(FIRST_AND_LAST).u16(4).toByteArray();
        step.send(shareData(PduType2.FONT_MAP, fontMap));
        var profile = caller.profile(offer, capabilities);
        step.tell(new Action.Activated(profile));
        return new Active(caller, shareId, profile);
    }

    /** Clients type before the server is ready. */
    @Override
    public State received(Action.FastPathInput input, Step step) {
        return this;
    }
}
