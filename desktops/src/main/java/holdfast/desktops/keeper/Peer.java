package holdfast.desktops.keeper;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One connection of a server. */
final class Peer {
    /** More than this in the outbox, and the program waits a moment, as for a slow terminal. */
    static final int FULL = 256 * 1024;

    private final Libc libc;
    final int fd;
    final Outbox outbox = new Outbox();
    private ByteBuffer received = ByteBuffer.allocate(4096);
    boolean greeted;

    /** The session it serves. */
    @Nullable Kept kept;

    /** It did not read for too long: it missed output, and gets everything anew when it reads. */
    boolean lagging;

    /** Since when its outbox is full, by {@link System#nanoTime}; 0 when it is not. */
    long fullSinceNanos;

    /** It is closed once the outbox is empty. */
    boolean leaving;

    Peer(Libc libc, int fd) {
        this.libc = libc;
        this.fd = fd;
    }

    void send(byte type, byte[] content) {
        outbox.add(Frame.of(type, content));
    }

    void send(byte type) {
        send(type, new byte[0]);
    }

    /** Everything from the start; long content in several frames. */
    void replay(byte[] content) {
        send(Frame.RESET);
        for (int at = 0; at < content.length; at += Frame.MAX_LENGTH / 4) {
            int end = Math.min(content.length, at + Frame.MAX_LENGTH / 4);
            outbox.add(Frame.of(Frame.REPLAY, content, at, end));
        }
        send(Frame.REPLAYED);
    }

    /** Reads what is there; false when the peer is gone. */
    boolean receive(byte[] scratch) {
        int count = libc.read(fd, scratch);
        if (count == Libc.AGAIN) {
            return true;
        }
        if (count <= 0) {
            return false;
        }
        if (received.remaining() < count) {
            int size = Math.max(received.capacity() * 2, received.position() + count);
            received = ByteBuffer.allocate(size).put(received.flip());
        }
        received.put(scratch, 0, count);
        return true;
    }

    /** The next whole frame's header and content; null when there is none yet. */
    @Nullable ByteBuffer next() {
        if (received.position() < Frame.HEADER) {
            return null;
        }
        int length = received.getInt(1);
        if (length < 0 || length > Frame.MAX_LENGTH) {
            throw new IllegalArgumentException("a frame of " + length + " bytes");
        }
        if (received.position() < Frame.HEADER + length) {
            return null;
        }
        byte[] frame = new byte[Frame.HEADER + length];
        received.flip().get(frame);
        received.compact();
        return ByteBuffer.wrap(frame);
    }
}
