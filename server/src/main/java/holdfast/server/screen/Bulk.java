package holdfast.server.screen;

import holdfast.graphics.bulk.MppcCompressor;
import holdfast.graphics.bulk.MppcCompressor.Variant;
import holdfast.protocol.update.BulkCompressor;

/**
 * MPPC between the writer of updates and the graphics room. Sender and receiver share a history, so
 * a packet that was compressed and then not sent would garble everything after it: {@link #restart}
 * begins a new history and says so to the client with the next packet. Belongs to the thread that
 * encodes.
 */
final class Bulk implements BulkCompressor {
    private final Variant variant;
    private MppcCompressor compressor;
    private boolean flush;
    private int flags;

    /**
     * @param type the highest that the client knows: PACKET_COMPR_TYPE_8K 0, 64K 1, more above
     */
    Bulk(int type) {
        variant = type == 0 ? Variant.RDP4 : Variant.RDP5;
        compressor = new MppcCompressor(variant);
    }

    /** What was compressed last never reached the client. */
    void restart() {
        compressor = new MppcCompressor(variant);
        flush = true;
    }

    @Override
    public int maxInput() {
        return variant == Variant.RDP4 ? 8 * 1024 : 64 * 1024;
    }

    @Override
    public int compress(byte[] source, int offset, int length, byte[] target, int targetOffset) {
        int written = compressor.compress(source, offset, length, target, targetOffset);
        flags = compressor.flags();
        if (flush) {
            flags |= PACKET_FLUSHED;
            flush = false;
        } else if (written < 0) {
            // Nothing to tell: neither side's history has changed.
            flags = 0;
        }
        return written;
    }

    @Override
    public int flags() {
        return flags;
    }
}
