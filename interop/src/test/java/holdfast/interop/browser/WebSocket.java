package holdfast.interop.browser;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** The server's end of a WebSocket, RFC 6455: binary messages both ways. One reader, one writer. */
final class WebSocket {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int CONTINUATION = 0;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int LARGEST = 1 << 20;

    private final DataInputStream in;
    private final OutputStream out;

    private WebSocket(DataInputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Accepts the upgrade that a request asked for.
     *
     * @param key its Sec-WebSocket-Key
     */
    static WebSocket accept(DataInputStream in, OutputStream out, String key) throws IOException {
        out.write(
                """
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Accept: %s\r
                \r
                """
                        .formatted(answer(key))
                        .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return new WebSocket(in, out);
    }

    private static String answer(String key) throws IOException {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The next message; empty when the client closes. */
    Optional<byte[]> read() throws IOException {
        var message = new ByteArrayOutputStream();
        while (true) {
            int first = in.readUnsignedByte();
            int opcode = first & 0x0F;
            byte[] payload = payload();
            if (opcode == CLOSE) {
                return Optional.empty();
            }
            if (opcode != BINARY && opcode != CONTINUATION) {
                continue; // Pings, which browsers do not send.
            }
            message.write(payload);
            if ((first & FINAL) != 0) {
                return Optional.of(message.toByteArray());
            }
        }
    }

    private byte[] payload() throws IOException {
        int second = in.readUnsignedByte();
        long length =
                switch (second & LENGTH) {
                    case LENGTH_16 -> in.readUnsignedShort();
                    case LENGTH_64 -> in.readLong();
                    default -> second & LENGTH;
                };
        if ((second & MASKED) == 0 || length < 0 || length > LARGEST) {
            throw new IOException("a frame of " + length + " bytes, or without a mask");
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes((int) length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i & 3];
        }
        return payload;
    }

    void write(byte[] message, int length) throws IOException {
        var header = ByteBuffer.allocate(10).put((byte) (FINAL | BINARY));
        if (length < LENGTH_16) {
            header.put((byte) length);
        } else if (length < 1 << 16) {
            header.put((byte) LENGTH_16).putShort((short) length);
        } else {
            header.put((byte) LENGTH_64).putLong(length);
        }
        out.write(header.array(), 0, header.position());
        out.write(message, 0, length);
        out.flush();
    }
}
