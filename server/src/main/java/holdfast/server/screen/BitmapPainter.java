package holdfast.server.screen;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Move;
import holdfast.graphics.Rect;
import holdfast.graphics.bitmap.BitmapCodec;
import holdfast.graphics.bitmap.ColorDepth;
import holdfast.graphics.bitmap.FixedPalette;
import holdfast.graphics.bitmap.RawCodec;
import holdfast.graphics.bitmap.Tiling;
import holdfast.protocol.update.UpdateWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Paints changed rectangles as bitmap updates, each as large as the client takes and compressed
 * where that is shorter. Belongs to the thread that encodes.
 */
final class BitmapPainter {
    /** Wide enough for long runs, small enough that a full one seldom has to be cut again. */
    private static final int TILE_WIDTH = 256;

    private static final int TILE_HEIGHT = 64;

    private final UpdateWriter writer;
    private final BitmapCodec codec;
    private final BitmapCodec raw;
    private final byte[] scratch = new byte[TILE_WIDTH * TILE_HEIGHT * 4];
    private boolean paletteSent;

    /**
     * @param skipAlpha the client takes planar bitmaps without an alpha plane
     */
    BitmapPainter(UpdateWriter writer, boolean skipAlpha) {
        this.writer = writer;
        ColorDepth depth = ColorDepth.ofBits(writer.limits().bitsPerPixel()).orElseThrow();
        this.codec = BitmapCodec.compressing(depth, skipAlpha);
        this.raw = new RawCodec(depth);
    }

    /** Sends what changed in {@code picture}: moves first, then pixels. */
    void paint(FrameBuffer picture, List<Move> moves, List<Rect> changed) {
        if (codec.depth() == ColorDepth.PALETTE_8 && !paletteSent) {
            writer.palette(palette());
            paletteSent = true;
        }
        List<Rect> pixels = changed;
        if (writer.copies()) {
            for (Move move : moves) {
                Rect to = move.target();
                writer.copy(
                        move.sourceX(), move.sourceY(), to.x(), to.y(), to.width(), to.height());
            }
        } else if (!moves.isEmpty()) {
            pixels = new ArrayList<>(changed);
            for (Move move : moves) {
                pixels.add(move.target());
            }
        }
        for (Rect tile : Tiling.cut(pixels, TILE_WIDTH, TILE_HEIGHT, picture.bounds())) {
            paintTile(picture, tile);
        }
    }

    private void paintTile(FrameBuffer picture, Rect tile) {
        int length = codec.encode(picture, tile, scratch, 0);
        boolean compressed = length != BitmapCodec.NOT_WORTH_IT && codec.compresses();
        if (compressed && length <= writer.maxBitmapBytes()) {
            send(tile, true, length);
        } else if (raw.rawLength(tile) <= writer.maxBitmapBytes()) {
            send(tile, false, raw.encode(picture, tile, scratch, 0));
        } else if (tile.height() > 1) {
            int upper = tile.height() / 2;
            paintTile(picture, new Rect(tile.x(), tile.y(), tile.width(), upper));
            paintTile(
                    picture,
                    new Rect(tile.x(), tile.y() + upper, tile.width(), tile.height() - upper));
        } else {
            throw new IllegalStateException(
                    "a row of " + tile.width() + " pixels does not fit the client");
        }
    }

    private void send(Rect tile, boolean compressed, int length) {
        writer.bitmap(
                tile.x(),
                tile.y(),
                BitmapCodec.paddedWidth(tile.width()),
                tile.height(),
                compressed,
                scratch,
                0,
                length);
    }

    private static int[] palette() {
        int[] colours = new int[FixedPalette.SIZE];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = FixedPalette.rgb(i);
        }
        return colours;
    }
}
