package holdfast.graphics.bulk;

/**
 * The sender's side of MPPC, [MS-RDPBCGR] 3.1.8: one history per connection and direction, shared
 * with the receiver, so every packet that was compressed must be sent, in order. For one thread at
 * a time.
 */
public final class MppcCompressor {
    /** The answer of {@link #compress} when the packet is to be sent as it is. */
    public static final int NOT_COMPRESSED = -1;

    /** {@code PACKET_COMPRESSED}. */
    public static final int COMPRESSED = 0x20;

    /** {@code PACKET_AT_FRONT}: the packet starts the history anew from its front. */
    public static final int AT_FRONT = 0x40;

    /** {@code PACKET_FLUSHED}: the history is forgotten before the packet. */
    public static final int FLUSHED = 0x80;

    /** The history and bit patterns to use; the wire's compression type is the ordinal. */
    public enum Variant {
        /** 8 KiB of history: {@code PACKET_COMPR_TYPE_8K}. */
        RDP4,
        /** 64 KiB of history: {@code PACKET_COMPR_TYPE_64K}. */
        RDP5
    }

    private final Variant variant;
    private int flags;

    public MppcCompressor(Variant variant) {
        this.variant = variant;
    }

    /**
     * Compresses one packet.
     *
     * @param out has room for {@code length} bytes from {@code at}
     * @return how many bytes were written, fewer than {@code length}; or {@link #NOT_COMPRESSED}.
     *     {@link #flags} then says what to tell the receiver, in both cases
     */
    public int compress(byte[] packet, int from, int length, byte[] out, int at) {
        flags = variant.ordinal();
        return NOT_COMPRESSED;
    }

    /**
     * The {@code compressedType} or {@code compressionFlags} for the last packet: the type, and
     * {@link #COMPRESSED}, {@link #AT_FRONT}, {@link #FLUSHED} as they apply.
     */
    public int flags() {
        return flags;
    }
}
