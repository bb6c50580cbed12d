package holdfast.protocol.channel;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.util.List;

/**
 * The receiving side of one static virtual channel: chunks in, whole messages to the processor.
 * [MS-RDPBCGR] 3.1.5.2.2. Not safe for more than one thread; its owner is the connection.
 */
public final class StaticChannel {
    private final ChannelProcessor processor;
    private final Reassembly reassembly;

    public StaticChannel(ChannelProcessor processor) {
        this.processor = processor;
        this.reassembly = new Reassembly(processor);
    }

    public ChannelProcessor processor() {
        return processor;
    }

    /**
     * Takes one Virtual Channel PDU and gives back the messages to send on this channel.
     *
     * @param in begins at the CHANNEL_PDU_HEADER
     */
    public List<byte[]> receive(WireReader in) throws ProtocolException {
        long length = in.u32("length");
        int flags = in.i32("flags");
        if ((flags & ChannelFlags.PACKET_COMPRESSED) != 0) {
            // Our Virtual Channel capability set never invites compressed data.
            throw in.refuse(4, new Reason.NotAllowedHere("compressed chunk", processor.name()));
        }
        boolean first = (flags & ChannelFlags.FIRST) != 0;
        boolean last = (flags & ChannelFlags.LAST) != 0;
        if (first && last) {
            if (length > in.remaining()) {
                throw in.refuse(8, new Reason.Truncated("length", length, in.remaining()));
            }
            return reassembly.whole(in.sub("virtualChannelData", (int) length));
        }
        if (first) {
            List<byte[]> answers = reassembly.begin(length);
            reassembly.add(in);
            return answers;
        }
        if (!reassembly.underWay()) {
            throw in.refuse(4, new Reason.NotAllowedHere("continued chunk", processor.name()));
        }
        reassembly.add(in);
        return last ? reassembly.end(in) : List.of();
    }
}
