package holdfast.protocol.channel;

/**
 * Where chunks go that are ready to be sent; the server binds it to a connection. The bytes are
 * valid during the call only; {@link #HEADROOM} bytes before and {@link #TAILROOM} bytes after them
 * belong to the sink, for headers and encryption in place.
 */
public interface ChunkSink {
    int HEADROOM = 64;
    int TAILROOM = 8;

    /**
     * Takes one Virtual Channel PDU, which begins with its CHANNEL_PDU_HEADER.
     *
     * @param channelId the MCS channel to send it on
     */
    void chunk(int channelId, byte[] data, int offset, int length);
}
