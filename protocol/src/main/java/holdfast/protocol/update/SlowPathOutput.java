package holdfast.protocol.update;

import holdfast.protocol.wire.WireWriter;

/**
 * Slow-path output for clients without the fast path: the bodies of Update and Pointer Update PDUs,
 * [MS-RDPBCGR] 2.2.9.1.1.3 and 2.2.9.1.1.4. Each update is a PDU.
 */
final class SlowPathOutput implements UpdateOutput {
    private static final int UPDATETYPE_ORDERS = 0x0000;
    private static final int UPDATETYPE_SYNCHRONIZE = 0x0003;
    private static final int PTRMSGTYPE_SYSTEM = 0x0001;
    private static final int PTRMSGTYPE_POSITION = 0x0003;
    private static final int PTRMSGTYPE_COLOR = 0x0006;
    private static final int PTRMSGTYPE_CACHED = 0x0007;
    private static final int PTRMSGTYPE_POINTER = 0x0008;
    private static final int SYSPTR_NULL = 0x0000_0000;
    private static final int SYSPTR_DEFAULT = 0x0000_7F00;

    /** The longest header that stands before a body here. */
    private static final int MAX_HEADER = 8;

    private final UpdateSink sink;
    private final WireWriter pdu = new WireWriter(UpdateWriter.MAX_PAYLOAD);

    SlowPathOutput(UpdateSink sink) {
        this.sink = sink;
    }

    @Override
    public int budget() {
        return UpdateWriter.MAX_PAYLOAD - MAX_HEADER;
    }

    @Override
    public void update(UpdateKind kind, WireWriter body) {
        pdu.clear();
        int pduType2 =
                switch (kind) {
                    case ORDERS -> {
                        pdu.u16(UPDATETYPE_ORDERS).u16(0); // pad2OctetsA
                        pdu.bytes(body.array(), 0, 2).u16(0); // numberOrders, pad2OctetsB
                        pdu.bytes(body.array(), 2, body.size() - 2);
                        yield UpdateSink.PDUTYPE2_UPDATE;
                    }
                    case BITMAP, PALETTE -> { // Their updateType is on the fast path too.
                        pdu.bytes(body.array(), 0, body.size());
                        yield UpdateSink.PDUTYPE2_UPDATE;
                    }
                    case SYNCHRONIZE -> {
                        pdu.u16(UPDATETYPE_SYNCHRONIZE).u16(0); // pad2Octets
                        yield UpdateSink.PDUTYPE2_UPDATE;
                    }
                    case POINTER_HIDDEN -> pointer(PTRMSGTYPE_SYSTEM).systemPointer(SYSPTR_NULL);
                    case POINTER_DEFAULT ->
                            pointer(PTRMSGTYPE_SYSTEM).systemPointer(SYSPTR_DEFAULT);
                    case POINTER_POSITION -> pointer(PTRMSGTYPE_POSITION).attributes(body);
                    case POINTER_COLOR -> pointer(PTRMSGTYPE_COLOR).attributes(body);
                    case POINTER_CACHED -> pointer(PTRMSGTYPE_CACHED).attributes(body);
                    case POINTER_NEW -> pointer(PTRMSGTYPE_POINTER).attributes(body);
                    case SURFACE_COMMANDS, POINTER_LARGE ->
                            throw new IllegalArgumentException(kind + " has no slow-path form");
                };
        sink.slowPath(pduType2, pdu.array(), 0, pdu.size());
    }

    @Override
    public void flush() {
        // Every update went out at once.
    }

    private SlowPathOutput pointer(int messageType) {
        pdu.u16(messageType).u16(0); // pad2Octets
        return this;
    }

    private int systemPointer(int type) {
        pdu.u32(type);
        return UpdateSink.PDUTYPE2_POINTER;
    }

    private int attributes(WireWriter body) {
        pdu.bytes(body.array(), 0, body.size());
        return UpdateSink.PDUTYPE2_POINTER;
    }
}
