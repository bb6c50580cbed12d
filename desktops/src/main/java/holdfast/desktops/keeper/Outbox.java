package holdfast.desktops.keeper;

import java.util.ArrayDeque;

/** Bytes on their way to somebody who may not read. */
final class Outbox {
    private final ArrayDeque<byte[]> parts = new ArrayDeque<>();
    private int sent;
    private int size;

    void add(byte[] part) {
        if (part.length > 0) {
            parts.add(part);
            size += part.length;
        }
    }

    /** Bytes waiting. */
    int size() {
        return size;
    }

    /** Writes what goes; false when the other end is gone. */
    boolean flush(Libc libc, int fd) {
        while (!parts.isEmpty()) {
            byte[] part = parts.getFirst();
            int written = libc.write(fd, part, sent, part.length - sent);
            if (written == Libc.GONE) {
                return false;
            }
            if (written == Libc.AGAIN) {
                return true;
            }
            sent += written;
            size -= written;
            if (sent == part.length) {
                parts.removeFirst();
                sent = 0;
            }
        }
        return true;
    }
}
