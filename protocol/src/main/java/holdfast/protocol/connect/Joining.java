package holdfast.protocol.connect;

import holdfast.protocol.wire.ProtocolException;

/**
 * Channel connection, [MS-RDPBCGR] 1.3.1.1, 3. It is over when the client sends data: clients may
 * skip the joins or leave some out.
 */
record Joining(Peer peer) implements McsState {
    @Override
    public State received(McsPdu pdu, Step step) throws ProtocolException {
        int user = peer.channels().user();
        switch (pdu) {
            case McsPdu.ErectDomain _ -> {}
            case McsPdu.AttachUser _ -> step.send(Mcs.attachUserConfirm(user));
            case McsPdu.ChannelJoin join ->
                    step.send(
                            peer.channels().knows(join.channel())
                                    ? Mcs.channelJoinConfirm(user, join.channel())
                                    : Mcs.channelJoinRefused(user, join.channel()));
            case McsPdu.SendData data -> {
                McsState next =
                        peer.protection() instanceof Protection.Standard standard
                                ? new AwaitSecurityExchange(peer, standard)
                                : new AwaitClientInfo(peer);
                return next.received(data, step);
            }
            case McsPdu.Disconnect _ -> throw notAllowed(McsPdu.NAME);
        }
        return this;
    }
}
