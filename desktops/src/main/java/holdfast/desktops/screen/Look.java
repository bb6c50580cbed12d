package holdfast.desktops.screen;

/** The colours of Holdfast's own screens. */
final class Look {
    static final int TOP = 0x1B2430;
    static final int BOTTOM = 0x0D1117;
    static final int CARD = 0x222B38;
    static final int CARD_EDGE = 0x364356;
    static final int TEXT = 0xE7ECF3;
    static final int QUIET = 0x9AA7B8;
    static final int PROBLEM = 0xFF8A80;
    static final int HINT = 0xF3C969;
    static final int FIELD = 0x141A23;
    static final int FIELD_EDGE = 0x45546A;
    static final int ACCENT = 0x3D82F0;
    static final int ACCENT_TEXT = 0xFFFFFF;
    static final int BUTTON = 0x334053;

    private Look() {}
}
