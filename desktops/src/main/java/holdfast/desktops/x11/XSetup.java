package holdfast.desktops.x11;

/** What the X server tells at connection set-up, of its first screen. */
record XSetup(int root, int width, int height, int depth, int minKeycode, int maxKeycode) {
    private static final int VENDOR_LENGTH = 24;
    private static final int FORMATS = 29;
    private static final int MIN_KEYCODE = 34;
    private static final int MAX_KEYCODE = 35;
    private static final int VENDOR = 40;
    private static final int FORMAT_SIZE = 8;
    private static final int SCREEN_WIDTH = 20;
    private static final int SCREEN_HEIGHT = 22;
    private static final int SCREEN_DEPTH = 38;

    static XSetup decode(XMessage setup) {
        int vendor = (setup.u16(VENDOR_LENGTH) + 3) & ~3;
        int screen = VENDOR + vendor + FORMAT_SIZE * setup.u8(FORMATS);
        return new XSetup(
                setup.u32(screen),
                setup.u16(screen + SCREEN_WIDTH),
                setup.u16(screen + SCREEN_HEIGHT),
                setup.u8(screen + SCREEN_DEPTH),
                setup.u8(MIN_KEYCODE),
                setup.u8(MAX_KEYCODE));
    }
}
