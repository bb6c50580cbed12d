package holdfast.protocol.update;

import static org.assertj.core.api.Assertions.assertThat;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client makes of the bytes: a decoder of its own, written from the specification, that
 * insists on every length, order and limit.
 */
final class ClientView implements UpdateSink {
    sealed interface Seen {
        record Bitmap(
                int x,
                int y,
                int width,
                int height,
                int bitsPerPixel,
                boolean compressed,
                List<Integer> header,
                byte[] data)
                implements Seen {}

        record Copy(
                int sourceX, int sourceY, int x, int y, int width, int height, List<Integer> clip)
                implements Seen {}

        record OrderFrame(boolean end) implements Seen {}

        record SurfaceFrame(boolean end, long id) implements Seen {}

        record Palette(List<Integer> rgb) implements Seen {}

        record Synchronize() implements Seen {}

        record PointerHidden() implements Seen {}

        record PointerDefault() implements Seen {}

        record PointerAt(int x, int y) implements Seen {}

        record PointerCached(int slot) implements Seen {}

        record Pointer(
                boolean large,
                int xorBpp,
                int slot,
                int hotX,
                int hotY,
                int width,
                int height,
                byte[] xor,
                byte[] and)
                implements Seen {}
    }

    /** Undoes what a test's compressor did. */
    interface Decompressor {
        byte[] decompress(int flags, byte[] data);
    }

    final List<Seen> seen = new ArrayList<>();
    final List<Integer> pduSizes = new ArrayList<>();
    final List<Integer> updateSizes = new ArrayList<>();
    int fragments;
    int compressedUpdates;
    Decompressor decompressor =
            (_, _) -> {
                throw new AssertionError("compressed without being asked to");
            };

    private final ByteArrayOutputStream reassembled = new ByteArrayOutputStream();
    private int reassembling = -1;

    private final int[] order = new int[7];
    private final int[] bounds = new int[4];
    private int orderType = 0x01;

    @Override
    public void fastPath(byte[] data, int offset, int length) {
        pduSizes.add(length);
        assertThat(length).isBetween(1, 0x3FFF - 22);
        try {
            var in = new WireReader("TS_FP_UPDATE_PDU", data, offset, length);
            while (in.hasRemaining()) {
                fastPathUpdate(in);
            }
        } catch (ProtocolException malformed) {
            throw new AssertionError(malformed);
        }
    }

    @Override
    public void slowPath(int pduType2, byte[] data, int offset, int length) {
        pduSizes.add(length);
        assertThat(length).isBetween(1, 0x3FFF - 41);
        var in = new WireReader("Share Data PDU", data, offset, length);
        try {
            if (pduType2 == 2) {
                slowPathUpdate(in);
            } else {
                assertThat(pduType2).isEqualTo(27);
                slowPathPointer(in);
            }
            assertThat(in.remaining()).isZero();
        } catch (ProtocolException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private void fastPathUpdate(WireReader in) throws ProtocolException {
        int header = in.u8("updateHeader");
        int code = header & 0xF;
        int fragmentation = header >> 4 & 0x3;
        int compression = header >> 6;
        int flags = compression == 2 ? in.u8("compressionFlags") : 0;
        byte[] data = in.bytes("updateData", in.u16("size"));
        if (compression == 2) {
            compressedUpdates++;
            assertThat(code).as("pointers are never compressed").isLessThan(5);
            data = decompressor.decompress(flags, data);
        } else {
            assertThat(compression).isZero();
        }
        switch (fragmentation) {
            case 0 -> {
                assertThat(reassembling).isNegative();
                whole(code, data);
            }
            case 2 -> {
                assertThat(reassembling).isNegative();
                fragments++;
                reassembling = code;
                reassembled.reset();
                reassembled.writeBytes(data);
            }
            default -> {
                assertThat(reassembling).isEqualTo(code);
                fragments++;
                reassembled.writeBytes(data);
                if (fragmentation == 1) {
                    reassembling = -1;
                    whole(code, reassembled.toByteArray());
                }
            }
        }
    }

    private void whole(int code, byte[] data) throws ProtocolException {
        updateSizes.add(data.length);
        var in = new WireReader("TS_FP_UPDATE", data);
        switch (code) {
            case 0x0 -> orders(in, in.u16("numberOrders"));
            case 0x1 -> bitmaps(in);
            case 0x2 -> palette(in);
            case 0x3 -> seen.add(new Seen.Synchronize());
            case 0x4 -> surfaceCommands(in);
            case 0x5 -> seen.add(new Seen.PointerHidden());
            case 0x6 -> seen.add(new Seen.PointerDefault());
            case 0x8 -> seen.add(new Seen.PointerAt(in.u16("xPos"), in.u16("yPos")));
            case 0x9 -> pointer(in, false, 24);
            case 0xA -> seen.add(new Seen.PointerCached(in.u16("cacheIndex")));
            case 0xB -> pointer(in, false, in.u16("xorBpp"));
            case 0xC -> pointer(in, true, in.u16("xorBpp"));
            default -> throw new AssertionError("update code " + code);
        }
        assertThat(in.remaining()).isZero();
    }

    private void slowPathUpdate(WireReader in) throws ProtocolException {
        switch (in.peekU8("updateType")) {
            case 0 -> {
                in.skip("updateType, pad2OctetsA", 4);
                int count = in.u16("numberOrders");
                in.skip("pad2OctetsB", 2);
                orders(in, count);
            }
            case 1 -> bitmaps(in);
            case 2 -> palette(in);
            case 3 -> {
                in.skip("updateType, pad2Octets", 4);
                seen.add(new Seen.Synchronize());
            }
            default -> throw new AssertionError("update type");
        }
    }

    private void slowPathPointer(WireReader in) throws ProtocolException {
        int type = in.u16("messageType");
        in.skip("pad2Octets", 2);
        switch (type) {
            case 1 ->
                    seen.add(
                            in.i32("systemPointerType") == 0
                                    ? new Seen.PointerHidden()
                                    : new Seen.PointerDefault());
            case 3 -> seen.add(new Seen.PointerAt(in.u16("xPos"), in.u16("yPos")));
            case 6 -> pointer(in, false, 24);
            case 7 -> seen.add(new Seen.PointerCached(in.u16("cacheIndex")));
            case 8 -> pointer(in, false, in.u16("xorBpp"));
            default -> throw new AssertionError("pointer message " + type);
        }
    }

    private void bitmaps(WireReader in) throws ProtocolException {
        assertThat(in.u16("updateType")).isEqualTo(1);
        int count = in.u16("numberRectangles");
        for (int i = 0; i < count; i++) {
            int left = in.u16("destLeft");
            int top = in.u16("destTop");
            int right = in.u16("destRight");
            int bottom = in.u16("destBottom");
            int width = in.u16("width");
            int height = in.u16("height");
            int bitsPerPixel = in.u16("bitsPerPixel");
            int flags = in.u16("flags");
            int length = in.u16("bitmapLength");
            assertThat(right - left + 1).isEqualTo(width);
            assertThat(bottom - top + 1).isEqualTo(height);
            assertThat(width % 4).isZero();
            assertThat(flags).isIn(0, 0x0001, 0x0401);
            List<Integer> header = List.of();
            if (flags == 0x0001) {
                header =
                        List.of(
                                in.u16("cbCompFirstRowSize"),
                                in.u16("cbCompMainBodySize"),
                                in.u16("cbScanWidth"),
                                in.u16("cbUncompressedSize"));
                length -= 8;
                assertThat(header.get(1)).isEqualTo(length);
            }
            byte[] data = in.bytes("bitmapDataStream", length);
            seen.add(
                    new Seen.Bitmap(
                            left, top, width, height, bitsPerPixel, flags != 0, header, data));
        }
    }

    private void palette(WireReader in) throws ProtocolException {
        assertThat(in.u16("updateType")).isEqualTo(2);
        in.skip("pad2Octets", 2);
        int count = in.u32("numberColors", 256, 256);
        var colours = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            colours.add(in.u8("red") << 16 | in.u8("green") << 8 | in.u8("blue"));
        }
        seen.add(new Seen.Palette(colours));
    }

    private void surfaceCommands(WireReader in) throws ProtocolException {
        while (in.hasRemaining()) {
            assertThat(in.u16("cmdType")).isEqualTo(4);
            seen.add(new Seen.SurfaceFrame(in.u16("frameAction", 0, 1) == 1, in.u32("frameId")));
        }
    }

    private void orders(WireReader in, int count) throws ProtocolException {
        for (int i = 0; i < count; i++) {
            int control = in.u8("controlFlags");
            if ((control & 3) == 2) {
                assertThat(control >> 2).isEqualTo(0x0D);
                seen.add(new Seen.OrderFrame(in.u32("action", 0, 1) == 1));
                continue;
            }
            assertThat(control & 3).isEqualTo(1);
            if ((control & 0x08) != 0) {
                orderType = in.u8("orderType");
            }
            assertThat(orderType).isEqualTo(0x02);
            int fields = (control & 0x40) != 0 ? 0 : in.u8("fieldFlags");
            List<Integer> clip = (control & 0x04) != 0 ? bounds(in, control) : List.of();
            boolean delta = (control & 0x10) != 0;
            for (int field = 0; field < order.length; field++) {
                if ((fields & 1 << field) == 0) {
                    continue;
                }
                if (field == 4) {
                    order[field] = in.u8("bRop");
                } else {
                    order[field] = delta ? order[field] + (byte) in.u8("delta") : in.i16("coord");
                }
            }
            assertThat(order[4]).isEqualTo(0xCC);
            seen.add(
                    new Seen.Copy(
                            order[5], order[6], order[0], order[1], order[2], order[3], clip));
        }
    }

    private List<Integer> bounds(WireReader in, int control) throws ProtocolException {
        int flags = (control & 0x20) != 0 ? 0 : in.u8("bounds");
        for (int i = 0; i < 4; i++) {
            if ((flags & 0x01 << i) != 0) {
                bounds[i] = in.i16("bound");
            } else if ((flags & 0x10 << i) != 0) {
                bounds[i] += (byte) in.u8("bound");
            }
        }
        return List.of(bounds[0], bounds[1], bounds[2], bounds[3]);
    }

    private void pointer(WireReader in, boolean large, int xorBpp) throws ProtocolException {
        int slot = in.u16("cacheIndex");
        int hotX = in.u16("hotSpot.xPos");
        int hotY = in.u16("hotSpot.yPos");
        int width = in.u16("width", 1, large ? 384 : 96);
        int height = in.u16("height", 1, large ? 384 : 96);
        int andLength = large ? in.u32("lengthAndMask", 0, 1 << 20) : in.u16("lengthAndMask");
        int xorLength = large ? in.u32("lengthXorMask", 0, 1 << 20) : in.u16("lengthXorMask");
        assertThat(xorLength).isEqualTo((width * xorBpp / 8 + 1 & ~1) * height);
        assertThat(andLength).isEqualTo((width + 15) / 16 * 2 * height);
        assertThat(hotX).isLessThan(width);
        assertThat(hotY).isLessThan(height);
        byte[] xor = in.bytes("xorMaskData", xorLength);
        byte[] and = in.bytes("andMaskData", andLength);
        in.skip("pad", 1);
        seen.add(new Seen.Pointer(large, xorBpp, slot, hotX, hotY, width, height, xor, and));
    }
}
