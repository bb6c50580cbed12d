package holdfast.bench;

/** How large the desktops are, in pixels. */
record Screen(int width, int height) {
    static final Screen HD = new Screen(1280, 720);
    static final Screen FULL_HD = new Screen(1920, 1080);
}
