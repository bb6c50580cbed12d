package holdfast.protocol.connect;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;

/** Client Confirm Active PDU, [MS-RDPBCGR] 2.2.1.13.2, after its share control header. */
record ConfirmActive(long shareId, ClientCapabilities capabilities) {
    static final String NAME = "Confirm Active PDU";

    /** More sets than any client has; the numbers of sets go to 30. */
    private static final int MOST_SETS = 64;

    static ConfirmActive decode(WireReader in) throws ProtocolException {
        long shareId = in.u32("shareId");
        in.skip("originatorId", 2);
        int descriptorSize = in.u16("lengthSourceDescriptor");
        int setsSize = in.u16("lengthCombinedCapabilities");
        in.skip("sourceDescriptor", descriptorSize);
        // The length counts numberCapabilities and the padding; not every client counts right.
        WireReader sets = in.sub("capabilitySets", Math.min(setsSize, in.remaining()));
        int count = sets.u16("numberCapabilities", 0, MOST_SETS);
        sets.skip("pad2Octets", 2);
        var reading = new CapabilityReading();
        for (int i = 0; i < count && sets.hasRemaining(); i++) {
            int type = sets.u16("capabilitySetType");
            int length = sets.u16("lengthCapability");
            if (length < 4 || length - 4 > sets.remaining()) {
                throw sets.refuse(
                        2,
                        new Reason.OutOfRange(
                                "lengthCapability", length, 4, sets.remaining() + 4L));
            }
            reading.read(type, sets.sub("capabilityData", length - 4));
        }
        return new ConfirmActive(shareId, reading.result());
    }
}
