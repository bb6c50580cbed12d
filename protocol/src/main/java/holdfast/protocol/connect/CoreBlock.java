package holdfast.protocol.connect;

import holdfast.protocol.connect.ClientCore.KeyboardType;
import holdfast.protocol.connect.ClientCore.Size;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;

/**
 * TS_UD_CS_CORE, [MS-RDPBCGR] 2.2.1.3.2. Clients of each age stop after another of the optional
 * fields; what is missing is zero.
 */
record CoreBlock(
        int version,
        int build,
        String name,
        KeyboardType keyboard,
        Size desktop,
        int colourDepth,
        int earlyCapabilityFlags,
        String digitalProductId,
        int connectionType,
        Size physicalMillimetres,
        int orientation,
        int desktopScaleFactor,
        int deviceScaleFactor,
        int serverSelectedProtocol) {
    private static final int RNS_UD_CS_WANT_32BPP_SESSION = 0x0002;
    private static final int RNS_UD_CS_VALID_CONNECTION_TYPE = 0x0020;
    private static final int RNS_UD_32BPP_SUPPORT = 0x0008;

    static CoreBlock decode(WireReader in) throws ProtocolException {
        int version = in.i32("version");
        var desktop = new Size(in.u16("desktopWidth"), in.u16("desktopHeight"));
        int colorDepth = in.u16("colorDepth");
        in.skip("SASSequence", 2);
        int layout = in.i32("keyboardLayout");
        int build = in.i32("clientBuild");
        String name = in.utf16("clientName", 32);
        int type = in.i32("keyboardType");
        int subType = in.i32("keyboardSubType");
        int functionKeys = in.i32("keyboardFunctionKey");
        var keyboard =
                new KeyboardType(layout, type, subType, functionKeys, in.utf16("imeFileName", 64));
        int postBeta2ColorDepth = optional16(in, "postBeta2ColorDepth");
        optional16(in, "clientProductId");
        optional32(in, "serialNumber");
        int highColorDepth = optional16(in, "highColorDepth");
        int supportedColorDepths = optional16(in, "supportedColorDepths");
        int early = optional16(in, "earlyCapabilityFlags");
        String productId = in.remaining() >= 64 ? in.utf16("clientDigProductId", 64) : "";
        int connectionType = in.hasRemaining() ? in.u8("connectionType") : 0;
        if (in.hasRemaining()) {
            in.skip("pad1octet", 1);
        }
        int selected = optional32(in, "serverSelectedProtocol");
        var physical =
                new Size(
                        optional32(in, "desktopPhysicalWidth"),
                        optional32(in, "desktopPhysicalHeight"));
        int orientation = optional16(in, "desktopOrientation");
        int desktopScale = optional32(in, "desktopScaleFactor");
        int deviceScale = optional32(in, "deviceScaleFactor");
        boolean trueColour =
                (early & RNS_UD_CS_WANT_32BPP_SESSION) != 0
                        && (supportedColorDepths & RNS_UD_32BPP_SUPPORT) != 0;
        return new CoreBlock(
                version,
                build,
                name,
                keyboard,
                desktop,
                trueColour ? 32 : depth(colorDepth, postBeta2ColorDepth, highColorDepth),
                early,
                productId,
                (early & RNS_UD_CS_VALID_CONNECTION_TYPE) != 0 ? connectionType : 0,
                physical,
                orientation,
                desktopScale,
                deviceScale,
                selected);
    }

    /**
     * A later field overrules an earlier one. 4 bits are answered with 8: that is how far down this
     * server goes, and the capability exchange tells the client.
     */
    private static int depth(int colorDepth, int postBeta2ColorDepth, int highColorDepth) {
        if (highColorDepth != 0) {
            return highColorDepth == 15 || highColorDepth == 16 || highColorDepth == 24
                    ? highColorDepth
                    : 8;
        }
        return switch (postBeta2ColorDepth != 0 ? postBeta2ColorDepth : colorDepth) {
            case 0xCA02 -> 15;
            case 0xCA03 -> 16;
            case 0xCA04 -> 24;
            default -> 8;
        };
    }

    /** A field that ends the block in its middle is as absent as one that is not there at all. */
    private static int optional16(WireReader in, String field) throws ProtocolException {
        return in.remaining() >= 2 ? in.u16(field) : 0;
    }

    private static int optional32(WireReader in, String field) throws ProtocolException {
        return in.remaining() >= 4 ? in.i32(field) : 0;
    }
}
