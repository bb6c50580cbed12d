package holdfast.protocol.connect;

import holdfast.protocol.wire.WireWriter;
import java.util.function.Consumer;

/** Combined capability sets as a client writes them, from numberCapabilities on. */
final class Capabilities {
    private final WireWriter sets = new WireWriter(512);
    private int count;

    static byte[] usual() {
        return with(0x041D, 24).encode();
    }

    /** The sets of an ordinary client with these extraFlags and preferredBitsPerPixel. */
    static Capabilities with(int extraFlags, int bitsPerPixel) {
        return new Capabilities()
                .set(
                        1,
                        s ->
                                s.u16(1)
                                        .u16(3)
                                        .u16(0x200)
                                        .zeros(4)
                                        .u16(extraFlags)
                                        .zeros(6)
                                        .u8(1)
                                        .u8(1))
                .set(
                        2,
                        s ->
                                s.u16(bitsPerPixel)
                                        .u16(1)
                                        .u16(1)
                                        .u16(1)
                                        .u16(1024)
                                        .u16(768)
                                        .u16(0)
                                        .u16(1)
                                        .u16(1)
                                        .u8(0)
                                        .u8(8)
                                        .u16(1)
                                        .u16(0))
                .set(
                        3,
                        s ->
                                s.zeros(20)
                                        .zeros(10)
                                        .u16(0x2A)
                                        .u8(1)
                                        .zeros(31)
                                        .zeros(8)
                                        .u32(230400)
                                        .zeros(8))
                .set(8, s -> s.u16(1).u16(20).u16(21))
                .set(13, s -> s.u16(0x15).u16(0).u32(0x409).u32(4).u32(0).u32(12).zeros(64))
                .set(16, s -> s.zeros(40).u16(256).u16(256).u16(2).u16(0))
                .set(17, s -> s.u32(1).u16(7680).u16(100))
                .set(19, s -> s.u16(3).u8(0).u8(3).u32(120).u32(120).u32(0x8000_0151L).zeros(24))
                .set(20, s -> s.u32(1))
                .set(26, s -> s.u32(0x3F0000))
                .set(27, s -> s.u16(1))
                .set(28, s -> s.u32(0x52).u32(0))
                .set(29, s -> s.u8(1).zeros(16).u8(3).u16(2).u16(0xBEEF))
                .set(30, s -> s.u32(2));
    }

    Capabilities set(int type, Consumer<WireWriter> content) {
        int at = sets.size();
        content.accept(sets.u16(type).u16(0));
        sets.patchU16(at + 2, sets.size() - at);
        count++;
        return this;
    }

    byte[] encode() {
        return new WireWriter(sets.size() + 4)
                .u16(count)
                .u16(0)
                .bytes(sets.array(), 0, sets.size())
                .toByteArray();
    }
}
