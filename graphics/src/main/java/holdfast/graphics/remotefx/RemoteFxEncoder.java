package holdfast.graphics.remotefx;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;
import holdfast.graphics.Region;
import java.util.Arrays;
import java.util.List;

/**
 * The RemoteFX encoder, [MS-RDPRFX]: what goes into the {@code bitmapData} of a surface command
 * that covers the whole picture. Frames do not depend on each other, so several encoders may work
 * on parts of one picture; each belongs to one thread at a time.
 */
public final class RemoteFxEncoder {
    /** How long {@link #writeHeaders} gets. */
    public static final int HEADERS_LENGTH = 12 + 10 + 12 + 13;

    /** The least room that {@link #encode} must be given. Noise takes 12 KiB a tile. */
    public static final int MIN_ROOM = 8192;

    private static final int WBT_SYNC = 0xCCC0;
    private static final int WBT_CODEC_VERSIONS = 0xCCC1;
    private static final int WBT_CHANNELS = 0xCCC2;
    private static final int WBT_CONTEXT = 0xCCC3;
    private static final int WBT_FRAME_BEGIN = 0xCCC4;
    private static final int WBT_FRAME_END = 0xCCC5;
    private static final int WBT_REGION = 0xCCC6;
    private static final int WBT_EXTENSION = 0xCCC7;
    private static final int CBT_REGION = 0xCAC1;
    private static final int CBT_TILESET = 0xCAC2;

    private static final int WF_MAGIC = 0xCACCACCA;
    private static final int WF_VERSION_1_0 = 0x0100;
    private static final int IMAGE_MODE = 0x02;

    private static final int SIDE = TileCoder.SIDE;
    private static final int FRAME_BEGIN_LENGTH = 14;
    private static final int REGION_LENGTH = 15;
    private static final int TILESET_LENGTH = 22 + Quantization.WIRE_SIZE;
    private static final int FRAME_END_LENGTH = 8;
    private static final int RECT_LENGTH = 8;

    /** So many rectangles of a region are told exactly; more are made fewer. */
    private static final int MAX_RECTS = 64;

    private static final int FRAMING =
            FRAME_BEGIN_LENGTH
                    + REGION_LENGTH
                    + MAX_RECTS * RECT_LENGTH
                    + TILESET_LENGTH
                    + FRAME_END_LENGTH;

    private final Entropy entropy;
    private final Quantization quantization;
    private final boolean imageMode;
    private final TileCoder coder;
    private final TileCoder lastResort;
    private byte[] tiles = new byte[2 * TileCoder.MAX_LENGTH];
    private int frame;

    /**
     * @param imageMode the client's codec is CODEC_GUID_IMAGE_REMOTEFX; else it is
     *     CODEC_GUID_REMOTEFX
     */
    public RemoteFxEncoder(Entropy entropy, Quantization quantization, boolean imageMode) {
        this.entropy = entropy;
        this.quantization = quantization;
        this.imageMode = imageMode;
        this.coder = new TileCoder(entropy, quantization);
        this.lastResort = new TileCoder(entropy, Quantization.COARSEST);
    }

    /**
     * Writes the messages that a stream starts with, and again wherever a decoder is new:
     * [MS-RDPRFX] 2.2.2.2. They go before a frame in the same surface command.
     *
     * @param out has room for {@link #HEADERS_LENGTH} bytes from {@code at}
     * @return how many bytes were written
     */
    public int writeHeaders(int width, int height, byte[] out, int at) {
        block(out, at, WBT_SYNC, 12);
        Blocks.u32(out, at + 6, WF_MAGIC);
        Blocks.u16(out, at + 10, WF_VERSION_1_0);

        int versions = at + 12;
        block(out, versions, WBT_CODEC_VERSIONS, 10);
        out[versions + 6] = 1; // numCodecs
        out[versions + 7] = 1; // codecId
        Blocks.u16(out, versions + 8, WF_VERSION_1_0);

        int channels = versions + 10;
        block(out, channels, WBT_CHANNELS, 12);
        out[channels + 6] = 1; // numChannels
        out[channels + 7] = 0; // channelId
        Blocks.u16(out, channels + 8, width);
        Blocks.u16(out, channels + 10, height);

        int context = channels + 12;
        block(out, context, WBT_CONTEXT, 13);
        out[context + 6] = 1; // codecId
        out[context + 7] = (byte) 0xFF; // channelId
        out[context + 8] = 0; // ctxId
        Blocks.u16(out, context + 9, SIDE);
        Blocks.u16(out, context + 11, properties());
        return HEADERS_LENGTH;
    }

    /**
     * Writes one frame with as many tiles of {@code todo} as fit, and takes what they cover out of
     * it; call until it is empty.
     *
     * @param todo what is to be encoded, all of it within the picture; not empty
     * @param limit where the frame must end in {@code out}; at least {@link #MIN_ROOM} beyond
     *     {@code at}
     * @return how many bytes were written
     */
    public int encode(FrameBuffer source, Region todo, byte[] out, int at, int limit) {
        if (limit - at < MIN_ROOM || limit > out.length) {
            throw new IllegalArgumentException("too little room: " + (limit - at));
        }
        if (todo.isEmpty() || !source.bounds().contains(todo.bounds())) {
            throw new IllegalArgumentException("not to be encoded: " + todo.bounds());
        }
        Region done = new Region();
        int room = limit - at - FRAMING;
        int length = 0;
        int count = 0;
        Rect bounds = todo.bounds();
        for (int row = bounds.y() / SIDE; row * SIDE < bounds.bottom(); row++) {
            for (int column = bounds.x() / SIDE; column * SIDE < bounds.right(); column++) {
                Rect tile = new Rect(column * SIDE, row * SIDE, SIDE, SIDE);
                if (!todo.intersects(tile)) {
                    continue;
                }
                makeRoom(length);
                int end = coder.encode(source, column, row, tiles, length);
                if (end > room && count > 0) {
                    return finish(todo, done, count, length, quantization, out, at);
                }
                if (end > room) {
                    // One tile alone does not fit: it is noise, and will be seen as noise.
                    end = lastResort.encode(source, column, row, tiles, 0);
                    done.add(tile);
                    return finish(todo, done, 1, end, Quantization.COARSEST, out, at);
                }
                length = end;
                count++;
                done.add(tile);
            }
        }
        return finish(todo, done, count, length, quantization, out, at);
    }

    private void makeRoom(int length) {
        if (tiles.length - length < TileCoder.MAX_LENGTH) {
            tiles = Arrays.copyOf(tiles, 2 * tiles.length);
        }
    }

    /** Writes the blocks around the tiles, now that it is known which they are. */
    private int finish(
            Region todo,
            Region done,
            int count,
            int length,
            Quantization used,
            byte[] out,
            int at) {
        Region painted = Region.copyOf(todo);
        painted.intersect(done);
        todo.subtract(done);
        List<Rect> rects =
                painted.size() <= MAX_RECTS ? painted.rects() : painted.covering(MAX_RECTS, 0);

        codecBlock(out, at, WBT_FRAME_BEGIN, FRAME_BEGIN_LENGTH);
        Blocks.u32(out, at + 8, frame++);
        Blocks.u16(out, at + 12, 1); // numRegions

        int region = at + FRAME_BEGIN_LENGTH;
        int regionLength = REGION_LENGTH + rects.size() * RECT_LENGTH;
        codecBlock(out, region, WBT_REGION, regionLength);
        out[region + 8] = 1; // regionFlags: lrf
        Blocks.u16(out, region + 9, rects.size());
        int to = region + 11;
        for (Rect rect : rects) {
            Blocks.u16(out, to, rect.x());
            Blocks.u16(out, to + 2, rect.y());
            Blocks.u16(out, to + 4, rect.width());
            Blocks.u16(out, to + 6, rect.height());
            to += RECT_LENGTH;
        }
        Blocks.u16(out, to, CBT_REGION);
        Blocks.u16(out, to + 2, 1); // numTilesets

        int tileset = region + regionLength;
        codecBlock(out, tileset, WBT_EXTENSION, TILESET_LENGTH + length);
        Blocks.u16(out, tileset + 8, CBT_TILESET);
        Blocks.u16(out, tileset + 10, 0); // idx
        Blocks.u16(out, tileset + 12, 1 | properties() << 1); // lt
        out[tileset + 14] = 1; // numQuant
        out[tileset + 15] = SIDE;
        Blocks.u16(out, tileset + 16, count);
        Blocks.u32(out, tileset + 18, length);
        to = used.write(out, tileset + 22);
        System.arraycopy(tiles, 0, out, to, length);

        int end = to + length;
        codecBlock(out, end, WBT_FRAME_END, FRAME_END_LENGTH);
        return end + FRAME_END_LENGTH - at;
    }

    /** As in TS_RFX_CONTEXT; a tile set has the same one bit further up. */
    private int properties() {
        return (imageMode ? IMAGE_MODE : 0)
                | 1 << 3 // COL_CONV_ICT
                | 1 << 5 // CLW_XFORM_DWT_53_A
                | entropy.code() << 9
                | 1 << 13; // SCALAR_QUANTIZATION
    }

    private static void block(byte[] out, int at, int type, int length) {
        Blocks.u16(out, at, type);
        Blocks.u32(out, at + 2, length);
    }

    private static void codecBlock(byte[] out, int at, int type, int length) {
        block(out, at, type, length);
        out[at + 6] = 1; // codecId
        out[at + 7] = 0; // channelId
    }
}
