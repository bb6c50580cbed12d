package holdfast.protocol.channel;

import holdfast.protocol.connect.StaticChannel;

/** Where chunks go that are ready to be sent; the server binds it to a connection. */
@FunctionalInterface
public interface ChunkSink {
    /**
     * Takes the parts of one Virtual Channel PDU, [MS-RDPBCGR] 2.2.6.1.
     *
     * @param totalLength of the message that the chunk belongs to
     * @param flags CHANNEL_FLAG_* bits
     * @param data holds the chunk; valid during the call only
     */
    void chunk(
            StaticChannel channel, int totalLength, int flags, byte[] data, int offset, int length);
}
