package holdfast.desktops.console;

import holdfast.desktops.keeper.Frame;
import holdfast.desktops.keeper.KeeperLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One session's connection to the keeper: a virtual thread reads, another one writes, so that
 * nobody who types ever waits. Safe for any thread.
 */
final class SessionLink {
    /** Takes what comes, on the reading thread. */
    interface Frames {
        void take(byte type, ByteBuffer content);
    }

    private static final byte[] LAST = {};

    /** More than anybody types while a program does not read; a large paste comes in pieces. */
    private static final int MAX_WAITING = 1 << 20;

    private final KeeperLink keeper;
    private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final AtomicBoolean closed = new AtomicBoolean();

    SessionLink(KeeperLink keeper) {
        this.keeper = keeper;
    }

    /**
     * @param lost runs when the connection breaks without {@link #close}
     */
    void start(Frames frames, Runnable lost) {
        Thread.ofVirtual().name("console-output").start(() -> read(frames, lost));
        Thread.ofVirtual().name("console-input").start(this::write);
    }

    private void read(Frames frames, Runnable lost) {
        try {
            while (true) {
                ByteBuffer frame = keeper.receive();
                byte type = frame.get();
                frame.getInt();
                frames.take(type, frame);
            }
        } catch (IOException e) {
            if (!closed.get()) {
                lost.run();
            }
        }
    }

    private void write() {
        try {
            byte[] frame = waiting.take();
            while (frame.length > 0) {
                keeper.send(frame);
                frame = waiting.take();
            }
        } catch (IOException e) {
            // The reader notices too, and says so.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    void send(byte[] frame) {
        if (frame.length > Frame.HEADER + Frame.MAX_LENGTH) {
            throw new IllegalArgumentException("a frame of " + frame.length + " bytes");
        }
        if (!closed.get() && !waiting.offer(frame)) {
            // The keeper is stuck; the connection is worth nothing any more.
            keeper.close();
        }
    }

    void closeWhenSent() {
        if (!closed.get() && !waiting.offer(LAST)) {
            close();
        }
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            keeper.close();
            // Wakes the writer.
            if (!waiting.offer(LAST)) {
                waiting.clear();
                waiting.add(LAST);
            }
        }
    }
}
