package holdfast.desktops.keeper;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What server and keeper say to each other: a type, the length of what follows in four bytes, and
 * that. Numbers are big-endian, texts are UTF-8 behind their length. A keeper serves servers newer
 * than itself, so what is here only ever grows: new types, new fields at the end.
 */
public final class Frame {
    /** Both ends say which they speak; the lower one counts. */
    public static final int VERSION = 1;

    public static final int MAGIC = 0x48464B50;
    public static final int HEADER = 5;
    public static final int MAX_LENGTH = 1 << 20;

    /** Either way, first of all: magic, version. */
    public static final byte HELLO = 'H';

    /** To the keeper: see {@link StartOrder}. Answer: {@link #STARTED} or {@link #REFUSED}. */
    public static final byte START = 'S';

    /** To the keeper. Answer: {@link #SESSIONS}. */
    public static final byte LIST = 'L';

    /** To the keeper: key. Answer: STARTED, REPLAY…, REPLAYED; or REFUSED. */
    public static final byte ATTACH = 'A';

    /** To the keeper: keys for the program. */
    public static final byte INPUT = 'I';

    /** To the keeper: columns, rows, width and height in pixels. */
    public static final byte SIZE = 'Z';

    /** To the keeper: hang up, and kill what does not go. */
    public static final byte END = 'E';

    /** From the keeper: one {@link KeptSession}. What follows is of this session. */
    public static final byte STARTED = 'T';

    /** From the keeper: why not. */
    public static final byte REFUSED = 'R';

    /** From the keeper: count, then a {@link KeptSession} each. */
    public static final byte SESSIONS = 'l';

    /** From the keeper: a terminal is to be made anew from here on. No content. */
    public static final byte RESET = 'N';

    /** From the keeper: what the program wrote earlier. */
    public static final byte REPLAY = 'P';

    /** From the keeper: that was all; new output follows. No content. */
    public static final byte REPLAYED = 'Q';

    /** From the keeper: what the program writes. */
    public static final byte OUTPUT = 'O';

    /** From the keeper: the program ended; its exit status. */
    public static final byte EXITED = 'X';

    private Frame() {}

    public static byte[] of(byte type, byte[] content) {
        return of(type, content, 0, content.length);
    }

    public static byte[] of(byte type, byte[] content, int from, int to) {
        return ByteBuffer.allocate(HEADER + to - from)
                .put(type)
                .putInt(to - from)
                .put(content, from, to - from)
                .array();
    }

    public static byte[] hello() {
        return of(HELLO, ByteBuffer.allocate(5).putInt(MAGIC).put((byte) VERSION).array());
    }

    /** The other end's version. */
    public static int version(ByteBuffer hello) throws IOException {
        if (hello.remaining() < 5 || hello.getInt() != MAGIC) {
            throw new IOException("not a keeper's greeting");
        }
        return hello.get();
    }

    /** What a {@link #REFUSED} says. */
    public static String refusal(ByteBuffer content) {
        return text(content);
    }

    /** Writes fields; grows as needed. */
    static final class Writer {
        private ByteBuffer buffer = ByteBuffer.allocate(256);

        Writer i32(int value) {
            room(4).putInt(value);
            return this;
        }

        Writer i64(long value) {
            room(8).putLong(value);
            return this;
        }

        Writer text(String text) {
            return blob(text.getBytes(StandardCharsets.UTF_8));
        }

        Writer blob(byte[] bytes) {
            room(4 + bytes.length).putInt(bytes.length).put(bytes);
            return this;
        }

        Writer texts(List<String> texts) {
            i32(texts.size());
            texts.forEach(this::text);
            return this;
        }

        byte[] bytes() {
            byte[] bytes = new byte[buffer.position()];
            buffer.get(0, bytes);
            return bytes;
        }

        private ByteBuffer room(int length) {
            if (buffer.remaining() < length) {
                int size = Math.max(buffer.capacity() * 2, buffer.position() + length);
                buffer = ByteBuffer.allocate(size).put(buffer.flip());
            }
            return buffer;
        }
    }

    static String text(ByteBuffer from) {
        return StandardCharsets.UTF_8.decode(blob(from)).toString();
    }

    static ByteBuffer blob(ByteBuffer from) {
        int length = from.getInt();
        if (length < 0 || length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer blob = from.slice(from.position(), length);
        from.position(from.position() + length);
        return blob;
    }

    static List<String> texts(ByteBuffer from) {
        int count = from.getInt();
        if (count < 0 || count > from.remaining()) {
            throw new BufferUnderflowException();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text(from));
        }
        return texts;
    }
}
