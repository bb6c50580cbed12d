package holdfast.protocol.update;

import holdfast.protocol.wire.WireWriter;

/**
 * Writes pointer updates in the richest form that the client has: with alpha (New and Large
 * Pointer), else in 24 bpp with a mask (Color Pointer). [MS-RDPBCGR] 2.2.9.1.1.4 and 2.2.9.1.2.1.5
 * to 11.
 */
final class PointerUpdates {
    private static final int LARGEST_NEW_POINTER = 96;
    private static final int ALPHA_VISIBLE = 1;
    private static final int ALPHA_HALF = 128;

    private static final int MAX_HEADER =
            2 // xorBpp
                    + 2 // cacheIndex
                    + 4 // hotSpot
                    + 4 // width, height
                    + 8 // lengthAndMask, lengthXorMask
                    + 1; // pad

    private final boolean withAlpha;
    private final boolean shapes;
    private final int maxSide;
    private final PointerCache cache;

    PointerUpdates(ClientLimits limits, int budget) {
        withAlpha = limits.pointerCacheSize() > 0;
        int slots = withAlpha ? limits.pointerCacheSize() : limits.colorPointerCacheSize();
        shapes = slots > 0;
        cache = new PointerCache(slots);
        maxSide = maxSide(limits, budget);
    }

    /** Writes the body that shows this shape and says which update it is for. */
    UpdateKind shape(WireWriter out, int width, int height, int hotX, int hotY, int[] argb) {
        if (!shapes) {
            return UpdateKind.POINTER_DEFAULT;
        }
        int slot = cache.find(width, height, hotX, hotY, argb);
        if (slot >= 0) {
            out.u16(slot);
            return UpdateKind.POINTER_CACHED;
        }
        return PointerImage.fit(width, height, hotX, hotY, argb, maxSide)
                .map(image -> image(out, image, cache.store(width, height, hotX, hotY, argb)))
                .orElse(UpdateKind.POINTER_HIDDEN);
    }

    private UpdateKind image(WireWriter out, PointerImage image, int slot) {
        if (!withAlpha) {
            attributes(out, image, slot).u16(image.andBytes()).u16(image.xorBytes(3));
            image.writeXorOpaque(out, ALPHA_HALF);
            image.writeAnd(out, ALPHA_HALF);
            out.u8(0); // pad
            return UpdateKind.POINTER_COLOR;
        }
        boolean large = Math.max(image.width(), image.height()) > LARGEST_NEW_POINTER;
        out.u16(32); // xorBpp
        attributes(out, image, slot);
        if (large) {
            out.u32(image.andBytes()).u32(image.xorBytes(4));
        } else {
            out.u16(image.andBytes()).u16(image.xorBytes(4));
        }
        image.writeXorWithAlpha(out);
        image.writeAnd(out, ALPHA_VISIBLE);
        out.u8(0); // pad
        return large ? UpdateKind.POINTER_LARGE : UpdateKind.POINTER_NEW;
    }

    private static WireWriter attributes(WireWriter out, PointerImage image, int slot) {
        return out.u16(slot)
                .u16(image.hotX())
                .u16(image.hotY())
                .u16(image.width())
                .u16(image.height());
    }

    /** The largest square that both the client's flags and the size of one update allow. */
    private int maxSide(ClientLimits limits, int budget) {
        int side = limits.maxPointerSide();
        if (!limits.fastPathOutput() || !withAlpha) {
            side = Math.min(side, LARGEST_NEW_POINTER); // Larger ones exist on the fast path only.
        }
        side = Math.max(32, side / 16 * 16);
        int bytesPerPixel = withAlpha ? 4 : 3;
        while (side > 32 && MAX_HEADER + side * side * bytesPerPixel + side * side / 8 > budget) {
            side -= 16;
        }
        return side;
    }
}
