package holdfast.protocol.channel;

import holdfast.protocol.connect.StaticChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A client's side of static channels: it keeps what it is sent. */
final class Chunks implements ChunkSink {
    static final StaticChannel ONE = new StaticChannel(1004, "one", 0);
    static final StaticChannel TWO = new StaticChannel(1005, "two", 0x0020_0000);

    record Sent(StaticChannel channel, int totalLength, int flags, byte[] data) {}

    final List<Sent> sent = new ArrayList<>();

    @Override
    public void chunk(
            StaticChannel channel,
            int totalLength,
            int flags,
            byte[] data,
            int offset,
            int length) {
        byte[] chunk = Arrays.copyOfRange(data, offset, offset + length);
        sent.add(new Sent(channel, totalLength, flags, chunk));
    }

    List<StaticChannel> channels() {
        return sent.stream().map(Sent::channel).toList();
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
