package holdfast.protocol.connect;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;

/** The domain PDUs of [T125] that a client sends. */
sealed interface McsPdu {
    String NAME = "MCS Domain PDU";

    /** Its numbers mean nothing here, and rdesktop writes one byte too many. */
    record ErectDomain() implements McsPdu {}

    record AttachUser() implements McsPdu {}

    record ChannelJoin(int userChannel, int channel) implements McsPdu {}

    record SendData(int channel, WireReader userData) implements McsPdu {}

    /**
     * Disconnect Provider Ultimatum or Detach User Request; the server does not care for the
     * reason.
     */
    record Disconnect(int reason) implements McsPdu {}

    static McsPdu decode(Frame frame) throws ProtocolException {
        WireReader in = X224.data(NAME, frame);
        int choice = in.u8("DomainMCSPDU");
        return switch (choice >> 2) {
            case 1 -> new ErectDomain();
            // rdesktop leaves with a Detach User Request, whose reason sits in the same place.
            case 8, 12 -> new Disconnect((choice & 3) << 1 | in.u8("reason") >> 7);
            case 10 -> new AttachUser();
            case 14 -> new ChannelJoin(user(in), in.u16be("channelId"));
            case 25 -> sendData(in);
            default -> throw in.refuse(1, new Reason.Unknown("DomainMCSPDU", choice >> 2));
        };
    }

    private static McsPdu sendData(WireReader in) throws ProtocolException {
        user(in);
        int channel = in.u16be("channelId");
        in.skip("dataPriority, segmentation", 1);
        int length = Per.length(in, "userData");
        return new SendData(channel, in.sub("userData", length));
    }

    private static int user(WireReader in) throws ProtocolException {
        return in.u16be("initiator") + Mcs.USER_BASE;
    }
}
