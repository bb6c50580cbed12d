package holdfast.protocol.clipboard;

import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.util.EnumSet;
import java.util.Set;

/**
 * CLIPRDR_FORMAT_LIST, [MS-RDPECLIP] 2.2.3.1.
 *
 * @param text the formats of text in it
 * @param empty whether it names no format at all
 * @param placeholder whether it names format 0, which does not exist: xfreerdp lists all that it
 *     could ever have, that one included, before it has looked at its X server, and sends another
 *     list if something is there
 */
record FormatList(Set<TextFormat> text, boolean empty, boolean placeholder) {
    private static final int SHORT_NAME = 32;

    /** Reads a list in either form. */
    static FormatList decode(WireReader in, boolean longNames) throws ProtocolException {
        var text = EnumSet.noneOf(TextFormat.class);
        boolean empty = true;
        boolean placeholder = false;
        // Some clients pad the list; what is too short for another entry is no entry.
        while (in.remaining() >= (longNames ? 6 : 4 + SHORT_NAME)) {
            long formatId = in.u32("formatId");
            TextFormat.ofId(formatId).ifPresent(text::add);
            empty = false;
            placeholder |= formatId == 0;
            if (longNames) {
                skipName(in);
            } else {
                in.skip("formatName", SHORT_NAME);
            }
        }
        return new FormatList(text, empty, placeholder);
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
