package holdfast.protocol.clipboard;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.util.EnumSet;
import java.util.Set;

/** CLIPRDR_FORMAT_LIST, [MS-RDPECLIP] 2.2.3.1: of all formats, those of text. */
final class FormatList {
    private static final int SHORT_NAME = 32;

    private FormatList() {}

    /** Reads a list in either form; formats other than text are passed over. */
    static Set<TextFormat> decode(WireReader in, boolean longNames) throws ProtocolException {
        var formats = EnumSet.noneOf(TextFormat.class);
        // Some clients pad the list; what is too short for another entry is no entry.
        while (in.remaining() >= (longNames ? 6 : 4 + SHORT_NAME)) {
            TextFormat.ofId(in.u32("formatId")).ifPresent(formats::add);
            if (longNames) {
                skipName(in);
            } else {
                in.skip("formatName", SHORT_NAME);
            }
        }
        return formats;
    }

    /** Writes the list of what we offer: standard formats have no names. */
    static void encode(WireWriter out, Set<TextFormat> formats, boolean longNames) {
        for (TextFormat format : formats) {
            out.u32(format.id()).zeros(longNames ? 2 : SHORT_NAME);
        }
    }

    private static void skipName(WireReader in) throws ProtocolException {
        while (in.u16("wszFormatName") != 0) {
            // One character each.
        }
    }
}
