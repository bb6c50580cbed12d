package holdfast.protocol.channel;

/** The flags of a CHANNEL_PDU_HEADER, [MS-RDPBCGR] 2.2.6.1.1. */
final class ChannelFlags {
    static final int FIRST = 0x0000_0001;
    static final int LAST = 0x0000_0002;
    static final int SHOW_PROTOCOL = 0x0000_0010;
    static final int SUSPEND = 0x0000_0020;
    static final int RESUME = 0x0000_0040;
    static final int PACKET_COMPRESSED = 0x0020_0000;

    private ChannelFlags() {}
}
