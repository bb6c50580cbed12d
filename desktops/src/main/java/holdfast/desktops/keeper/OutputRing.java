package holdfast.desktops.keeper;

import holdfast.desktops.terminal.ModeMemory;
import java.util.Arrays;

/** The end of a program's output, and the modes that what came before had switched. */
final class OutputRing {
    private static final int FIRST = 4096;

    private final int limit;
    private final ModeMemory forgotten = new ModeMemory();
    private byte[] bytes = new byte[FIRST];
    private int start;
    private int length;

    OutputRing(int limit) {
        this.limit = limit;
    }

    void add(byte[] data, int count) {
        int overflow = length + count - limit;
        if (overflow > 0) {
            // An eighth more than needed, so that forgetting is rare.
            forget(Math.min(length, overflow + limit / 8));
        }
        int from = Math.max(0, count - limit);
        if (from > 0) {
            forgotten.take(data, 0, from);
        }
        grow(length + count - from);
        for (int at = from; at < count; ) {
            int to = (start + length) % bytes.length;
            int part = Math.min(count - at, bytes.length - to);
            System.arraycopy(data, at, bytes, to, part);
            length += part;
            at += part;
        }
    }

    private void grow(int wanted) {
        if (wanted > bytes.length) {
            byte[] more = new byte[Math.min(limit, Math.max(wanted, bytes.length * 2))];
            copyTo(more);
            bytes = more;
            start = 0;
        }
    }

    private void copyTo(byte[] to) {
        int part = Math.min(length, bytes.length - start);
        System.arraycopy(bytes, start, to, 0, part);
        System.arraycopy(bytes, 0, to, part, length - part);
    }

    /** Goes on to the end of a character or sequence: what is kept starts cleanly. */
    private void forget(int count) {
        int gone = 0;
        while (length > 0 && (gone < count || !forgotten.atRest())) {
            int part = gone < count ? Math.min(count - gone, bytes.length - start) : 1;
            forgotten.take(bytes, start, start + part);
            start = (start + part) % bytes.length;
            length -= part;
            gone += part;
        }
    }

    /** Modes first, then what is kept. */
    byte[] replay() {
        byte[] modes = forgotten.restore();
        byte[] kept = new byte[length];
        copyTo(kept);
        byte[] all = Arrays.copyOf(modes, modes.length + length);
        System.arraycopy(kept, 0, all, modes.length, length);
        return all;
    }
}
