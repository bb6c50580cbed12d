package holdfast.protocol.connect;

import holdfast.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Client data blocks as clients write them. */
record Blocks(
        int version,
        int methods,
        int extendedMethods,
        int early,
        int selected,
        List<String> channels,
        boolean messageChannel,
        int coreLength) {
    static final int WHOLE = 234;

    static Blocks usual() {
        return new Blocks(
                TestClient.RDP_5,
                0x1B,
                0,
                0x0001 | 0x0080 | 0x0400 | 0x0800,
                0,
                List.of("rdpdr", "cliprdr", "drdynvc"),
                true,
                WHOLE);
    }

    Blocks methods(int flags) {
        return new Blocks(version, flags, 0, early, selected, channels, messageChannel, coreLength);
    }

    Blocks french(int flags) {
        return new Blocks(version, 0, flags, early, selected, channels, messageChannel, coreLength);
    }

    Blocks early(int flags) {
        return new Blocks(
                version,
                methods,
                extendedMethods,
                flags,
                selected,
                channels,
                messageChannel,
                coreLength);
    }

    Blocks version(int number) {
        return new Blocks(
                number,
                methods,
                extendedMethods,
                early,
                selected,
                channels,
                messageChannel,
                coreLength);
    }

    Blocks selected(int protocol) {
        return new Blocks(
                version,
                methods,
                extendedMethods,
                early,
                protocol,
                channels,
                messageChannel,
                coreLength);
    }

    Blocks channels(List<String> names) {
        return new Blocks(
                version,
                methods,
                extendedMethods,
                early,
                selected,
                names,
                messageChannel,
                coreLength);
    }

    /** A client whose core block ends after {@code bytes} bytes, as older ones do. */
    Blocks coreLength(int bytes) {
        return new Blocks(
                version,
                methods,
                extendedMethods,
                early,
                selected,
                channels,
                messageChannel,
                bytes);
    }

    byte[] encode() {
        var out = new WireWriter(512);
        byte[] core = core();
        out.u16(0xC001).u16(coreLength).bytes(core, 0, coreLength - 4);
        out.u16(0xC002).u16(12).u32(methods).u32(extendedMethods);
        out.u16(0xC003).u16(8 + 12 * channels.size()).u32(channels.size());
        for (String name : channels) {
            byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            out.bytes(bytes).zeros(8 - bytes.length).u32(0x8080_0000L);
        }
        out.u16(0xC004).u16(12).u32(0x0D).u32(0);
        if (messageChannel) {
            out.u16(0xC006).u16(8).u32(0);
        }
        return out.toByteArray();
    }

    private byte[] core() {
        var out = new WireWriter(256);
        out.u32(version).u16(1024).u16(768).u16(0xCA01).u16(0xAA03);
        out.u32(0x0409).u32(2600).utf16("station", 32);
        out.u32(4).u32(0).u32(12).zeros(64);
        out.u16(0xCA01).u16(1).u32(0).u16(24).u16(0x0F).u16(early);
        out.zeros(64).u8(7).u8(0).u32(selected);
        out.u32(300).u32(200).u16(0).u32(150).u32(100);
        return out.toByteArray();
    }
}
