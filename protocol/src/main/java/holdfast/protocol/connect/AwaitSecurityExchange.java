package holdfast.protocol.connect;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;

/** RDP security commencement: [MS-RDPBCGR] 1.3.1.1, 4. */
record AwaitSecurityExchange(Peer peer, Protection.Standard standard) implements McsState {
    private static final String PDU = "Security Exchange PDU";

    @Override
    public State received(McsPdu pdu, Step step) throws ProtocolException {
        WireReader in = onIoChannel(pdu, PDU);
        int flags = in.u16("flags");
        if ((flags & SecurityHeader.SEC_EXCHANGE_PKT) == 0) {
            throw in.refuse(2, new Reason.NotEncrypted(PDU));
        }
        in.skip("flagsHi", 2);
        standard.exchange(in);
        return new AwaitClientInfo(peer);
    }
}
