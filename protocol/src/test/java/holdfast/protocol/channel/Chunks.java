package holdfast.protocol.channel;

import holdfast.protocol.wire.WireReader;
import holdfast.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A client's side of static channels: it cuts messages into chunks, and keeps what it is sent. */
final class Chunks implements ChunkSink {
    record Sent(int channelId, byte[] data) {}

    final List<Sent> sent = new ArrayList<>();

    @Override
    public void chunk(int channelId, byte[] data, int offset, int length) {
        sent.add(new Sent(channelId, Arrays.copyOfRange(data, offset, offset + length)));
        Arrays.fill(data, offset - HEADROOM, offset, (byte) 0xEE); // It is ours: use it.
        Arrays.fill(data, offset + length, offset + length + TAILROOM, (byte) 0xEE);
    }

    List<Integer> channels() {
        return sent.stream().map(Sent::channelId).toList();
    }

    static WireReader chunk(long length, int flags, byte[] data) {
        return new WireReader(
                "Virtual Channel PDU",
                new WireWriter().u32(length).u32(flags).bytes(data).toByteArray());
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    static String hex(byte[] data) {
        return HexFormat.of().withUpperCase().formatHex(data);
    }

    static byte[] bytes(int length) {
        var data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) (i * 31 + i / 256);
        }
        return data;
    }
}
