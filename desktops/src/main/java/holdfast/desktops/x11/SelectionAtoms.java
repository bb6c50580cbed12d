package holdfast.desktops.x11;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The names that programs exchange selections with (ICCCM 2.6), and which of them are text. */
final class SelectionAtoms {
    final int clipboard;
    final int primary = XCore.ATOM_PRIMARY;
    final int targets;
    final int timestamp;
    final int incr;

    private final int utf8String;
    private final int text;
    private final int plainUtf8;
    private final int plain;

    SelectionAtoms(XCore core) {
        clipboard = core.atom("CLIPBOARD");
        targets = core.atom("TARGETS");
        timestamp = core.atom("TIMESTAMP");
        incr = core.atom("INCR");
        utf8String = core.atom("UTF8_STRING");
        text = core.atom("TEXT");
        plainUtf8 = core.atom("text/plain;charset=utf-8");
        plain = core.atom("text/plain");
    }

    List<Integer> offered() {
        return List.of(targets, timestamp, utf8String, plainUtf8, plain, text, XCore.ATOM_STRING);
    }

    boolean isText(int target) {
        return target != targets && target != timestamp && offered().contains(target);
    }

    /** What type an answer for {@code target} has. */
    int typeOf(int target) {
        return target == text ? utf8String : target;
    }

    Charset charset(int type) {
        return type == XCore.ATOM_STRING ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    }

    /** The best text among the targets that a program offers. */
    Optional<Integer> choose(List<Integer> offers) {
        return List.of(utf8String, plainUtf8, XCore.ATOM_STRING, plain).stream()
                .filter(offers::contains)
                .findFirst();
    }

    /** What to ask of a program that does not say what it has. */
    int fallback() {
        return utf8String;
    }

    static List<Integer> decode(byte[] atoms) {
        var numbers = ByteBuffer.wrap(atoms).order(ByteOrder.nativeOrder()).asIntBuffer();
        int[] all = new int[numbers.remaining()];
        numbers.get(all);
        return java.util.Arrays.stream(all).boxed().toList();
    }

    static byte[] encode(List<Integer> atoms) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * atoms.size()).order(ByteOrder.nativeOrder());
        atoms.forEach(bytes::putInt);
        return bytes.array();
    }
}
