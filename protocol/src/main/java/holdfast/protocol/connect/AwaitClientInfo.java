package holdfast.protocol.connect;

import holdfast.protocol.share.AutoDetect;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;

/**
 * Secure settings exchange: [MS-RDPBCGR] 1.3.1.1, 5. The answer is everything up to the client's
 * next turn at once: auto-detect, licence, Demand Active. No client needs them apart, and each
 * would cost a round trip.
 */
record AwaitClientInfo(Peer peer) implements McsState {
    @Override
    public State received(McsPdu pdu, Step step) throws ProtocolException {
        WireReader in = onIoChannel(pdu, ClientInfoPdu.NAME);
        var opened = peer.protection().open(in);
        if ((opened.flags() & SecurityHeader.SEC_INFO_PKT) == 0) {
            throw in.refuse(0, new Reason.Unknown("flags", opened.flags()));
        }
        WireReader body = opened.body();
        ClientInfo info = ClientInfoPdu.decode(body);
        body.erase();
        step.tell(new Action.LogonRequested(info));
        detect(step);
        step.send(
                peer.outbound()
                        .clear(
                                Channels.IO,
                                SecurityHeader.SEC_LICENSE_PKT,
                                Licence.validClient(peer.core().version())));
        var caller = new Caller(peer, info, step.config().deepestColour());
        return AwaitConfirmActive.demand(
                caller, AwaitConfirmActive.FIRST_SHARE, caller.firstOffer(step.config()), step);
    }

    private void detect(Step step) {
        int channel = peer.channels().message();
        if (step.config().connectTimeAutoDetect()
                && channel != 0
                && peer.core().supportsAutoDetect()) {
            step.send(
                    peer.outbound()
                            .flagged(
                                    channel,
                                    SecurityHeader.SEC_AUTODETECT_REQ,
                                    AutoDetect.rttRequest(AutoDetect.CONNECT_TIME_SEQUENCE, true)));
        }
    }
}
