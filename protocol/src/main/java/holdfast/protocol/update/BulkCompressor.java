package holdfast.protocol.update;

/**
 * A bulk compressor with history (MPPC with 8 or 64 KiB, [MS-RDPBCGR] 3.1.8), one per connection
 * and direction. Not safe for more than one thread.
 */
public interface BulkCompressor {
    /** PACKET_COMPRESSED of compressionFlags, [MS-RDPBCGR] 3.1.8.2.1. */
    int PACKET_COMPRESSED = 0x20;

    int PACKET_AT_FRONT = 0x40;
    int PACKET_FLUSHED = 0x80;

    /** The most bytes that one call takes: the size of the history. */
    int maxInput();

    /**
     * Compresses {@code length} bytes of {@code source} into {@code target} from {@code
     * targetOffset}, where as many bytes are free.
     *
     * @return how many bytes it wrote, or -1 when the source must be sent as it is
     */
    int compress(byte[] source, int offset, int length, byte[] target, int targetOffset);

    /**
     * The compressionFlags of the last call, with the compression type in the low four bits. To be
     * sent also where the last call returned -1, unless 0.
     */
    int flags();
}
