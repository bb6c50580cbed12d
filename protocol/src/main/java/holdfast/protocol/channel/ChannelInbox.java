package holdfast.protocol.channel;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.util.List;

/**
 * The receiving side of one static virtual channel: chunks in, whole messages to the processor.
 * [MS-RDPBCGR] 3.1.5.2.2. Not safe for more than one thread; its owner is the connection.
 */
public final class ChannelInbox {
    private final ChannelProcessor processor;
    private final Reassembly reassembly;

    public ChannelInbox(ChannelProcessor processor) {
        this.processor = processor;
        this.reassembly = new Reassembly(processor);
    }

    /**
     * Takes one chunk and gives back the messages to send on this channel.
     *
     * @param totalLength length of the CHANNEL_PDU_HEADER, unsigned
     * @param flags of the CHANNEL_PDU_HEADER
     * @param chunk what follows that header
     */
    public List<byte[]> receive(int totalLength, int flags, byte[] chunk) throws ProtocolException {
        var in = new WireReader(processor.name(), chunk);
        long length = Integer.toUnsignedLong(totalLength);
        if ((flags & ChannelFlags.PACKET_COMPRESSED) != 0) {
            // Our Virtual Channel capability set never invites compressed data.
            throw in.refuse(0, new Reason.NotAllowedHere("compressed chunk", processor.name()));
        }
        boolean first = (flags & ChannelFlags.FIRST) != 0;
        boolean last = (flags & ChannelFlags.LAST) != 0;
        if (first && last) {
            if (length > in.remaining()) {
                throw in.refuse(0, new Reason.Truncated("length", length, in.remaining()));
            }
            return reassembly.whole(in.sub("virtualChannelData", totalLength));
        }
        if (first) {
            List<byte[]> answers = reassembly.begin(length);
            reassembly.add(in);
            return answers;
        }
        if (!reassembly.underWay()) {
            throw in.refuse(0, new Reason.NotAllowedHere("continued chunk", processor.name()));
        }
        reassembly.add(in);
        return last ? reassembly.end(in) : List.of();
    }
}
