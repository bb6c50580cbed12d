package holdfast.protocol.share;

/** TS_RECTANGLE16, [MS-RDPBCGR] 2.2.11.1: right and bottom belong to the rectangle. */
public record InclusiveRect(int left, int top, int right, int bottom) {
    public int width() {
        return right - left + 1;
    }

    public int height() {
        return bottom - top + 1;
    }
}
