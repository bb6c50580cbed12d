package holdfast.client;

import holdfast.protocol.wire.WireWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** What a client says of itself: data blocks, Client Info, capability sets. */
final class Introduction {
    private static final int RDP_5 = 0x0008_0004;
    // SUPPORT_ERRINFO_PDU, WANT_32BPP_SESSION, SUPPORT_NETCHAR_AUTODETECT, SUPPORT_HEARTBEAT_PDU
    private static final int EARLY_CAPABILITIES = 0x0001 | 0x0080 | 0x0400;
    private static final int WANT_32BPP_SESSION = 0x0002;
    // INFO_MOUSE, DISABLECTRLALTDEL, AUTOLOGON, UNICODE, MAXIMIZESHELL, LOGONNOTIFY,
    // ENABLEWINDOWSKEY
    private static final int INFO_FLAGS =
            0x0001 | 0x0002 | 0x0008 | 0x0010 | 0x0020 | 0x0040 | 0x0100;
    private static final int SEC_INFO_PKT = 0x0040;
    private static final int US_KEYBOARD = 0x0409;

    private Introduction() {}

    /** Client data blocks, [MS-RDPBCGR] 2.2.1.3. No channels: nothing but the desktop. */
    static byte[] blocks(Login login, int protocol) {
        boolean trueColour = login.bitsPerPixel() == 32;
        var out = new WireWriter(512);
        out.u16(0xC001).u16(216);
        out.u32(RDP_5).u16(login.width()).u16(login.height()).u16(0xCA01).u16(0xAA03);
        out.u32(US_KEYBOARD).u32(2600).utf16("bench", 32).u32(4).u32(0).u32(12).zeros(64);
        out.u16(0xCA01).u16(1).u32(0).u16(Math.min(24, login.bitsPerPixel())).u16(0x0F);
        out.u16(EARLY_CAPABILITIES | (trueColour ? WANT_32BPP_SESSION : 0));
        out.zeros(64).u8(6).u8(0).u32(protocol); // connectionType LAN; serverSelectedProtocol
        out.u16(0xC004).u16(12).u32(0x0D).u32(0);
        out.u16(0xC002).u16(12).u32(0).u32(0);
        out.u16(0xC006).u16(8).u32(0);
        return out.toByteArray();
    }

    /** Client Info PDU with its security header, 2.2.1.11. */
    static WireWriter info(Login login, Optional<Cookie> cookie) throws IOException {
        var out = new WireWriter(512).u16(SEC_INFO_PKT).u16(0);
        out.u32(0).u32(INFO_FLAGS);
        out.u16(0).u16(2 * login.user().length()).u16(2 * login.password().length());
        out.u16(0).u16(0);
        out.u16(0).utf16(login.user()).u16(0).utf16(login.password()).u16(0).u16(0).u16(0);
        String address = "127.0.0.1";
        out.u16(2).u16(2 * address.length() + 2).utf16(address).u16(0);
        out.u16(2).u16(0).zeros(172).u32(0).u32(0x27); // no wallpaper, drag, animations, blinking
        if (cookie.isPresent()) {
            cookie.get().write(out);
        }
        return out;
    }

    /** Capability sets, 2.2.7, from numberCapabilities on. */
    static WireWriter capabilities(Login login) {
        var sets = new Sets();
        sets.add(1, s -> s.u16(1).u16(3).u16(0x200).zeros(4).u16(0x041D).zeros(6).u8(1).u8(1));
        sets.add(
                2,
                s -> {
                    s.u16(login.bitsPerPixel()).u16(1).u16(1).u16(1);
                    s.u16(login.width()).u16(login.height()).u16(0);
                    s.u16(1).u16(1).u8(0).u8(0x08).u16(1).u16(0);
                });
        sets.add(
                3,
                s -> {
                    s.zeros(20).u16(1).u16(20).u16(0).u16(1).u16(0).u16(0x000A);
                    s.u8(0).u8(0).u8(1).zeros(29); // ScrBlt and no other
                    s.zeros(8).u32(230400).zeros(8);
                });
        sets.add(8, s -> s.u16(1).u16(20).u16(20));
        sets.add(13, s -> s.u16(0x0035).u16(0).u32(US_KEYBOARD).u32(4).u32(0).u32(12).zeros(64));
        sets.add(15, s -> s.u32(1));
        sets.add(16, s -> s.zeros(48));
        sets.add(20, s -> s.u32(0).u32(1600));
        sets.add(26, s -> s.u32(0x3F_0000));
        sets.add(27, s -> s.u16(1));
        return new WireWriter(sets.out.size() + 4)
                .u16(sets.count)
                .u16(0)
                .bytes(sets.out.array(), 0, sets.out.size());
    }

    private static final class Sets {
        private final WireWriter out = new WireWriter(512);
        private int count;

        void add(int type, Consumer<WireWriter> content) {
            int at = out.size();
            content.accept(out.u16(type).u16(0));
            out.patchU16(at + 2, out.size() - at);
            count++;
        }
    }
}
