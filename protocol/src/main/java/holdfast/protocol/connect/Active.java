package holdfast.protocol.connect;

import holdfast.protocol.connect.DemandActive.Offer;
import holdfast.protocol.share.ClientData;
import holdfast.protocol.share.PduType2;
import holdfast.protocol.share.ShareControl;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireWriter;

/** Graphics go out, input comes in. */
record Active(Caller caller, long shareId, ClientProfile profile) implements SharedState {
    @Override
    public boolean stable() {
        return true;
    }

    @Override
    public State confirmed(ConfirmActive confirm, Step step) throws ProtocolException {
        throw notAllowed(ConfirmActive.NAME);
    }

    @Override
    public State received(ClientData data, Step step) {
        switch (data) {
            case ClientData.Input(byte[] body) -> step.tell(new Action.SlowPathInput(body));
            case ClientData.RefreshRect refresh ->
                    step.tell(new Action.RefreshRequested(refresh.areas()));
            case ClientData.SuppressOutput suppress ->
                    step.tell(
                            suppress.allowed()
                                    .<Action>map(Action.OutputAllowed::new)
                                    .orElseGet(Action.OutputSuppressed::new));
            case ClientData.FrameAcknowledge(long frameId) ->
                    step.tell(new Action.FrameAcknowledged(frameId));
            case ClientData.Control control -> control(this, control, step);
            case ClientData.Synchronize _,
                    ClientData.FontList _,
                    ClientData.PersistentKeys _,
                    ClientData.ShutdownRequest _,
                    ClientData.CacheError _ -> {}
        }
        return this;
    }

    @Override
    public State received(Action.FastPathInput input, Step step) {
        step.tell(input);
        return this;
    }

    /** Grants the control that a client asks for: [MS-RDPBCGR] 2.2.1.21. */
    static void control(SharedState state, ClientData.Control control, Step step) {
        if (control.action() == ClientData.Control.REQUEST_CONTROL) {
            byte[] granted =
                    new WireWriter(8)
                            .u16(ClientData.Control.GRANTED_CONTROL)
                            .u16(state.peer().channels().user())
                            .u32(ShareControl.SERVER_CHANNEL)
                            .toByteArray();
            step.send(state.shareData(PduType2.CONTROL, granted));
        }
    }

    /** Begins the deactivation-reactivation sequence, [MS-RDPBCGR] 1.3.1.3, with a new share. */
    State reactivate(Offer offer, Step step) {
        step.send(deactivateAll());
        return AwaitConfirmActive.demand(caller, (shareId + 0x1_0000) & 0xFFFF_FFFFL, offer, step);
    }
}
