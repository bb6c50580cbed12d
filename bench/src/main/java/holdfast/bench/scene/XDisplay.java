package holdfast.bench.scene;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an X server: the core protocol over the local socket, as much as a load needs (X
 * Window System Protocol, X11R7, appendix B). One thread draws; one of its own reads.
 */
final class XDisplay implements AutoCloseable {
    static final int COPY_FROM_PARENT = 0;

    private static final int CONNECT_ACCEPTED = 1;
    private static final int REPLY = 1;
    private static final int KEY_PRESS = 2;
    private static final int ROOM = 1 << 18; // the longest request without an extension

    private final SocketChannel socket;
    private final DataInputStream in;
    private final ByteBuffer out = ByteBuffer.allocateDirect(ROOM).order(ByteOrder.LITTLE_ENDIAN);
    private final BlockingQueue<Character> keys = new LinkedBlockingQueue<>();
    private final SynchronousQueue<byte[]> replies = new SynchronousQueue<>();
    private final Map<Integer, Character> letters = new HashMap<>();
    private final int idBase;
    private int ids;
    final int root;
    final int width;
    final int height;
    final int depth;

    XDisplay(String name, Path authority) throws IOException, InterruptedException {
        String number = name.replaceFirst("^[^:]*:", "").replaceFirst("\\..*", "");
        socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        socket.connect(UnixDomainSocketAddress.of("/tmp/.X11-unix/X" + number));
        InputStream stream = Channels.newInputStream(socket);
        in = new DataInputStream(stream);
        byte[] protocol = "MIT-MAGIC-COOKIE-1".getBytes(StandardCharsets.US_ASCII);
        byte[] cookie = cookie(authority, number);
        out.put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0);
        out.putShort((short) protocol.length).putShort((short) cookie.length);
        out.putShort((short) 0).put(protocol).put(new byte[-protocol.length & 3]);
        out.put(cookie).put(new byte[-cookie.length & 3]);
        flush();
        ByteBuffer head = read(8);
        ByteBuffer setup = read(4 * (head.getShort(6) & 0xFFFF));
        if (head.get(0) != CONNECT_ACCEPTED) {
            throw new IOException(
                    "the X server refuses: " + StandardCharsets.US_ASCII.decode(setup));
        }
        idBase = setup.getInt(4);
        int vendor = setup.getShort(16) & 0xFFFF;
        int formats = setup.get(21) & 0xFF;
        int firstCode = setup.get(26) & 0xFF;
        int codes = (setup.get(27) & 0xFF) - firstCode + 1;
        int screen = 32 + (vendor + 3 & ~3) + 8 * formats;
        root = setup.getInt(screen);
        width = setup.getShort(screen + 20) & 0xFFFF;
        height = setup.getShort(screen + 22) & 0xFFFF;
        depth = setup.get(screen + 38) & 0xFF;
        Thread.ofPlatform().daemon().name("X events").start(this::listen);
        ByteBuffer map =
                ask(request(101, 0).put((byte) firstCode).put((byte) codes).putShort((short) 0));
        int perCode = map.get(1) & 0xFF;
        for (int i = 0; i < codes; i++) {
            int symbol = map.getInt(32 + 4 * i * perCode);
            if (symbol > 0x20 && symbol < 0x7F) {
                letters.put(firstCode + i, (char) symbol);
            }
        }
    }

    /** The next key that was pressed, as its unshifted letter, or null if there is none in time. */
    @Nullable Character key(long nanos) throws InterruptedException {
        return keys.poll(nanos, TimeUnit.NANOSECONDS);
    }

    int id() {
        return idBase + ++ids;
    }

    /** Begins a request: opcode, a byte, and room for the length, which {@link #end} fills in. */
    ByteBuffer request(int opcode, int data) throws IOException {
        if (out.remaining() < 1024) {
            flush();
        }
        out.mark();
        return out.put((byte) opcode).put((byte) data).putShort((short) 0);
    }

    void end() {
        int position = out.position();
        out.reset();
        int start = out.position();
        int padded = position - start + 3 & ~3;
        out.putShort(start + 2, (short) (padded / 4));
        out.position(start + padded);
    }

    /** Begins a request that takes so many bytes of data more. */
    ByteBuffer request(int opcode, int data, int bytes) throws IOException {
        if (out.remaining() < bytes + 64) {
            flush();
        }
        return request(opcode, data);
    }

    /** Returns when the X server has done all that was asked of it. */
    void sync() throws IOException, InterruptedException {
        ask(request(43, 0));
    }

    private ByteBuffer ask(ByteBuffer ignoredOpenRequest) throws IOException, InterruptedException {
        end();
        flush();
        byte[] reply = replies.poll(20, TimeUnit.SECONDS);
        if (reply == null) {
            throw new IOException("the X server does not answer");
        }
        return ByteBuffer.wrap(reply).order(ByteOrder.LITTLE_ENDIAN);
    }

    void flush() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            socket.write(out);
        }
        out.clear();
    }

    private void listen() {
        try {
            while (true) {
                byte[] event = in.readNBytes(32);
                ByteBuffer fields = ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN);
                if (event.length < 32) {
                    return;
                }
                if (event[0] == REPLY) {
                    byte[] whole = java.util.Arrays.copyOf(event, 32 + 4 * fields.getInt(4));
                    in.readFully(whole, 32, whole.length - 32);
                    replies.put(whole);
                } else if (event[0] == 0) {
                    System.err.println("X error " + event[1] + " for request " + event[10]);
                } else if ((event[0] & 0x7F) == KEY_PRESS) {
                    keys.add(letters.getOrDefault(event[1] & 0xFF, ' '));
                }
            }
        } catch (IOException | InterruptedException over) {
            Runtime.getRuntime().halt(0); // The session is over, and so is the load.
        }
    }

    private ByteBuffer read(int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The cookie of the display in an Xauthority file (libXau's format, big endian); none where
     * there is no file, for a server that asks for none.
     */
    private static byte[] cookie(Path file, String display) throws IOException {
        if (Files.notExists(file)) {
            return new byte[0];
        }
        var entries = ByteBuffer.wrap(Files.readAllBytes(file));
        while (entries.remaining() > 2) {
            entries.getShort(); // family
            string(entries); // address
            String number = new String(string(entries), StandardCharsets.US_ASCII);
            string(entries); // name of the protocol: there is but one in use
            byte[] cookie = string(entries);
            if (number.isEmpty() || number.equals(display)) {
                return cookie;
            }
        }
        throw new IOException("no cookie for display " + display + " in " + file);
    }

    private static byte[] string(ByteBuffer from) {
        byte[] bytes = new byte[from.getShort() & 0xFFFF];
        from.get(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
