package holdfast.desktops.keeper;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A server's end of a connection to the keeper. One thread reads, one writes, both wait; closing
 * ends both.
 */
public final class KeeperLink implements AutoCloseable {
    /** What {@code sockaddr_un} holds, without the terminator. */
    private static final int MAX_PATH = 107;

    private final SocketChannel channel;
    private final int version;

    private KeeperLink(SocketChannel channel) throws IOException {
        this.channel = channel;
        send(Frame.hello());
        ByteBuffer hello = receive();
        if (hello.get() != Frame.HELLO) {
            throw new IOException("not a keeper");
        }
        hello.getInt();
        this.version = Math.min(Frame.VERSION, Frame.version(hello));
    }

    /** Fails when no keeper serves this folder. */
    public static KeeperLink open(Path folder) throws IOException {
        Path socket = folder.toAbsolutePath().resolve(Keeper.SOCKET);
        if (socket.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                <= MAX_PATH) {
            return connect(socket);
        }
        // A name for the folder that fits, for as long as connecting takes.
        Path shortcuts = Files.createTempDirectory("hf");
        Path link = shortcuts.resolve("k");
        try {
            Files.createSymbolicLink(link, folder.toAbsolutePath());
            return connect(link.resolve(Keeper.SOCKET));
        } finally {
            Files.deleteIfExists(link);
            Files.delete(shortcuts);
        }
    }

    private static KeeperLink connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new KeeperLink(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** What both ends speak: see {@link Frame#VERSION}. */
    public int version() {
        return version;
    }

    /** Sends a whole frame. */
    public void send(byte[] frame) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The next frame: its type, its length, its content. */
    public ByteBuffer receive() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(Frame.HEADER);
        fill(header);
        int length = header.getInt(1);
        if (length < 0 || length > Frame.MAX_LENGTH) {
            throw new IOException("a frame of " + length + " bytes from the keeper");
        }
        ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER + length).put(header.flip());
        fill(frame);
        return frame.flip();
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the keeper closed the connection");
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
