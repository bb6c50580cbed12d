package holdfast.desktops.x11;

/** X key symbols of characters (X Window System Protocol, appendix A). */
final class Keysyms {
    private static final int UNICODE = 0x01000000;
    private static final int FUNCTION = 0xFF00;

    private Keysyms() {}

    static int of(int codePoint) {
        return switch (codePoint) {
            case '\b', '\t', '\r', 0x1B -> FUNCTION | codePoint;
            case '\n' -> FUNCTION | '\r';
            case 0x7F -> FUNCTION | 0xFF;
            default -> isLatin1(codePoint) ? codePoint : UNICODE | codePoint;
        };
    }

    private static boolean isLatin1(int codePoint) {
        return codePoint >= 0x20 && codePoint < 0x7F || codePoint >= 0xA0 && codePoint <= 0xFF;
    }
}
