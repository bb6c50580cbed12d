package holdfast.client;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Cuts the server's stream into TPKT and fast-path frames, [MS-RDPBCGR] 2.2.1 and 2.2.9.1.2. */
final class FrameReader {
    private final DataInputStream in;

    /**
     * @param in not to be buffered where TLS begins on the same stream later
     */
    FrameReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    byte[] next() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        byte[] head;
        int length;
        if (first == 3) {
            length = in.readUnsignedShort();
            head = new byte[] {3, (byte) second, (byte) (length >> 8), (byte) length};
        } else if ((second & 0x80) == 0) {
            length = second;
            head = new byte[] {(byte) first, (byte) second};
        } else {
            int third = in.readUnsignedByte();
            length = (second & 0x7F) << 8 | third;
            head = new byte[] {(byte) first, (byte) second, (byte) third};
        }
        if (length < head.length) {
            throw new EOFException("a frame of " + length + " bytes");
        }
        byte[] frame = new byte[length];
        System.arraycopy(head, 0, frame, 0, head.length);
        in.readFully(frame, head.length, length - head.length);
        return frame;
    }
}
