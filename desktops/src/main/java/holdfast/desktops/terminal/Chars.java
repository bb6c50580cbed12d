package holdfast.desktops.terminal;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a cell can hold: a code point, or a base with marks that no code point stands for. Those are
 * numbered as they come; there are few in any one session. For its terminal's owner.
 */
final class Chars {
    private static final int CLUSTER = 1 << 24;
    private static final int WIDE_SHIFT = 23;
    private static final int MAX_CLUSTERS = 2048;
    private static final int MAX_MARKS = 6;

    private final List<String> clusters = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Cells that the content of one takes. */
    static int columns(int content) {
        return content < CLUSTER ? CharWidth.of(content) : (content >> WIDE_SHIFT & 1) + 1;
    }

    /** What {@code content} becomes with a mark added; itself when there is no room for more. */
    int marked(int content, int mark) {
        String text = text(content) + Character.toString(mark);
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        if (composed.codePointCount(0, composed.length()) == 1) {
            return composed.codePointAt(0);
        }
        Integer known = numbers.get(composed);
        if (known != null) {
            return known;
        }
        if (clusters.size() == MAX_CLUSTERS || composed.length() > MAX_MARKS) {
            return content;
        }
        int number = CLUSTER | (columns(content) - 1) << WIDE_SHIFT | clusters.size();
        clusters.add(composed);
        numbers.put(composed, number);
        return number;
    }

    String text(int content) {
        return content >= CLUSTER
                ? clusters.get(content & (1 << WIDE_SHIFT) - 1)
                : Character.toString(content);
    }
}
