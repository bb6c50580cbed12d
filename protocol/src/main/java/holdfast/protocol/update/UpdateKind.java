package holdfast.protocol.update;

/** The updates, by their updateCode on the fast path: [MS-RDPBCGR] 2.2.9.1.2.1. */
enum UpdateKind {
    ORDERS(0x0),
    BITMAP(0x1),
    PALETTE(0x2),
    SYNCHRONIZE(0x3),
    SURFACE_COMMANDS(0x4),
    POINTER_HIDDEN(0x5),
    POINTER_DEFAULT(0x6),
    POINTER_POSITION(0x8),
    POINTER_COLOR(0x9),
    POINTER_CACHED(0xA),
    POINTER_NEW(0xB),
    POINTER_LARGE(0xC);

    private final int code;

    UpdateKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Whether bulk compression may be used: mstsc fails on compressed pointer updates. */
    boolean mayBeCompressed() {
        return compareTo(POINTER_HIDDEN) < 0;
    }
}
