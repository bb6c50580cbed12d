package holdfast.protocol.connect;

import holdfast.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/** Client Info PDUs as clients write them. */
final class Info {
    static final int AUTOLOGON_UNICODE = 0x0001 | 0x0008 | 0x0010 | 0x0040;

    private Info() {}

    static byte[] usual() {
        return upTo(Integer.MAX_VALUE);
    }

    /** Ends after {@code parts} parts of the extended info. */
    static byte[] upTo(int parts) {
        var out = new WireWriter(512);
        basic(out, AUTOLOGON_UNICODE);
        if (parts > 0) {
            text(out.u16(2), "10.0.0.7");
        }
        if (parts > 1) {
            text(out, "C:\\mstscax.dll");
        }
        if (parts > 2) {
            out.u32(-60).utf16("CET", 64).zeros(6).u16(5).zeros(8).u32(0);
            out.utf16("CEST", 64).zeros(16).u32(-60);
        }
        if (parts > 3) {
            out.u32(0);
        }
        if (parts > 4) {
            out.u32(0x47);
        }
        if (parts > 5) {
            out.u16(28).u32(28).u32(1).u32(42).zeros(16);
        }
        if (parts > 6) {
            out.u16(0).u16(0);
        }
        if (parts > 7) {
            byte[] name = "Berlin".getBytes(StandardCharsets.UTF_16LE);
            out.u16(name.length).bytes(name).u16(1);
        }
        return out.toByteArray();
    }

    static void basic(WireWriter out, int flags) {
        boolean unicode = (flags & 0x10) != 0;
        String[] texts = {"HOME", "ann", "secret", "", "/tmp"};
        out.u32(unicode ? 0x409 : 1252).u32(flags);
        for (String text : texts) {
            out.u16(text.length() * (unicode ? 2 : 1));
        }
        for (String text : texts) {
            out.bytes(
                    (text + '\0')
                            .getBytes(
                                    unicode
                                            ? StandardCharsets.UTF_16LE
                                            : StandardCharsets.ISO_8859_1));
        }
    }

    private static void text(WireWriter out, String text) {
        byte[] bytes = (text + '\0').getBytes(StandardCharsets.UTF_16LE);
        out.u16(bytes.length).bytes(bytes);
    }
}
