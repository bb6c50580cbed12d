package holdfast.protocol.connect;

/** Numbers of the capability sets: capabilitySetType, [MS-RDPBCGR] 2.2.1.13.1.1.1. */
final class CapabilitySet {
    static final int GENERAL = 1;
    static final int BITMAP = 2;
    static final int ORDER = 3;
    static final int BITMAP_CACHE = 4;
    static final int POINTER = 8;
    static final int SHARE = 9;
    static final int INPUT = 13;
    static final int FONT = 14;
    static final int BRUSH = 15;
    static final int GLYPH_CACHE = 16;
    static final int OFFSCREEN_CACHE = 17;
    static final int BITMAP_CACHE_REV2 = 19;
    static final int VIRTUAL_CHANNEL = 20;
    static final int DESKTOP_COMPOSITION = 25;
    static final int MULTIFRAGMENT_UPDATE = 26;
    static final int LARGE_POINTER = 27;
    static final int SURFACE_COMMANDS = 28;
    static final int BITMAP_CODECS = 29;
    static final int FRAME_ACKNOWLEDGE = 30;

    private CapabilitySet() {}
}
