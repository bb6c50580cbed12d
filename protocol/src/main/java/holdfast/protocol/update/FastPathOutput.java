package holdfast.protocol.update;

import holdfast.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Fast-path output: TS_FP_UPDATE structures, [MS-RDPBCGR] 2.2.9.1.2.1. Small updates share a PDU;
 * large ones are cut into fragments as far as the client puts such together.
 */
final class FastPathOutput implements UpdateOutput {
    private static final int FRAGMENT_SINGLE = 0x00;
    private static final int FRAGMENT_LAST = 0x10;
    private static final int FRAGMENT_FIRST = 0x20;
    private static final int FRAGMENT_NEXT = 0x30;
    private static final int OUTPUT_COMPRESSION_USED = 0x80;

    private static final int MAX_HEADER =
            1 // updateHeader
                    + 1 // compressionFlags
                    + 2; // size

    private static final int MAX_FRAGMENT = UpdateWriter.MAX_PAYLOAD - MAX_HEADER;

    /** Windows CE clients announce less than one PDU; they then take no fragments at all. */
    private static final int LEAST_REASSEMBLY = 0x3FFF;

    private static final int MOST_REASSEMBLY = 16 << 20;

    private final UpdateSink sink;
    private final @Nullable BulkCompressor compressor;
    private final int budget;
    private final WireWriter pdu = new WireWriter(UpdateWriter.MAX_PAYLOAD);

    FastPathOutput(int maxRequestSize, UpdateSink sink, @Nullable BulkCompressor compressor) {
        this.sink = sink;
        this.compressor = compressor;
        this.budget =
                maxRequestSize < LEAST_REASSEMBLY
                        ? fragmentLimit(compressor != null)
                        : Math.min(maxRequestSize, MOST_REASSEMBLY);
    }

    @Override
    public int budget() {
        return budget;
    }

    @Override
    public void update(UpdateKind kind, WireWriter body) {
        boolean compress = compressor != null && kind.mayBeCompressed();
        int limit = fragmentLimit(compress);
        int size = body.size();
        if (size <= limit) {
            fragment(kind.code() | FRAGMENT_SINGLE, compress, body.array(), 0, size);
            return;
        }
        flush(); // Each fragment of a large update gets a PDU of its own.
        for (int at = 0; at < size; at += limit) {
            int length = Math.min(limit, size - at);
            int place =
                    at == 0 ? FRAGMENT_FIRST : at + length == size ? FRAGMENT_LAST : FRAGMENT_NEXT;
            fragment(kind.code() | place, compress, body.array(), at, length);
            flush();
        }
    }

    @Override
    public void flush() {
        if (pdu.size() > 0) {
            sink.fastPath(pdu.array(), 0, pdu.size());
            pdu.clear();
        }
    }

    private int fragmentLimit(boolean compress) {
        return compress && compressor != null
                ? Math.min(MAX_FRAGMENT, compressor.maxInput())
                : MAX_FRAGMENT;
    }

    private void fragment(int header, boolean compress, byte[] data, int offset, int length) {
        if (pdu.size() + MAX_HEADER + length > UpdateWriter.MAX_PAYLOAD) {
            flush();
        }
        if (!compress || compressor == null || length == 0) {
            pdu.u8(header).u16(length).bytes(data, offset, length);
            return;
        }
        int start = pdu.size();
        pdu.grow(MAX_HEADER + length);
        int packed = compressor.compress(data, offset, length, pdu.array(), start + MAX_HEADER);
        int flags = compressor.flags();
        if (packed >= 0) {
            pdu.u8(header | OUTPUT_COMPRESSION_USED).u8(flags).u16(packed).advance(packed);
        } else if (flags != 0) {
            pdu.u8(header | OUTPUT_COMPRESSION_USED).u8(flags).u16(length);
            pdu.bytes(data, offset, length);
        } else {
            pdu.u8(header).u16(length).bytes(data, offset, length);
        }
    }
}
