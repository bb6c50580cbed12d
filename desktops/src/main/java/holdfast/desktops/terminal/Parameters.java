package holdfast.desktops.terminal;

/**
 * A control sequence: private marker, numbers, intermediate, final. Reused from one to the next.
 */
final class Parameters {
    private static final int MAX_COUNT = 32;
    private static final int MAX_VALUE = 65535;
    private static final int ABSENT = -1;

    private final int[] values = new int[MAX_COUNT];
    private final boolean[] joined = new boolean[MAX_COUNT];
    private int count;
    private char marker;
    private char intermediate;
    private char last;

    void clear() {
        count = 1;
        values[0] = ABSENT;
        joined[0] = false;
        marker = 0;
        intermediate = 0;
    }

    /** False when no sequence can look like this. */
    boolean add(char c) {
        if (c >= '0' && c <= '9') {
            int value = Math.max(0, values[count - 1]) * 10 + c - '0';
            values[count - 1] = Math.min(MAX_VALUE, value);
            return intermediate == 0;
        }
        if (c == ';' || c == ':') {
            if (count == MAX_COUNT) {
                return false;
            }
            values[count] = ABSENT;
            joined[count++] = c == ':';
            return true;
        }
        if (c >= '<' && c <= '?') {
            marker = c;
            return count == 1 && values[0] == ABSENT;
        }
        intermediate = c;
        return true;
    }

    void end(char c) {
        last = c;
    }

    /** One of {@code < = > ?}, or 0. */
    char marker() {
        return marker;
    }

    char intermediate() {
        return intermediate;
    }

    char last() {
        return last;
    }

    /** At least 1; an empty list has one absent number. */
    int count() {
        return count;
    }

    int get(int index, int otherwise) {
        return index < count && values[index] != ABSENT ? values[index] : otherwise;
    }

    /** A number of repetitions or a position: absent and 0 stand for 1. */
    int positive(int index) {
        return Math.max(1, get(index, 1));
    }

    /** The number belongs to the one before it, by a colon. */
    boolean isJoined(int index) {
        return index < count && joined[index];
    }
}
