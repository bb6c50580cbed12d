package holdfast.desktops.keeper;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One session as the keeper knows it.
 *
 * @param startTime of the leader, as in {@code /proc/PID/stat}
 * @param startedMillis the wall clock then
 */
public record KeptSession(
        String key, String user, long pid, long startTime, long startedMillis, WindowSize size) {
    public byte[] encode() {
        var out = new Frame.Writer().text(key).text(user).i64(pid).i64(startTime);
        out.i64(startedMillis).i32(size.columns()).i32(size.rows());
        return out.i32(size.width()).i32(size.height()).bytes();
    }

    public static KeptSession decode(ByteBuffer from) {
        return new KeptSession(
                Frame.text(from),
                Frame.text(from),
                from.getLong(),
                from.getLong(),
                from.getLong(),
                WindowSize.decode(from));
    }

    static byte[] encode(List<KeptSession> all) {
        var out = new Frame.Writer().i32(all.size());
        for (KeptSession one : all) {
            out.blob(one.encode());
        }
        return out.bytes();
    }

    /** Each is length-prefixed, so that fields can be added. */
    public static List<KeptSession> decodeAll(ByteBuffer from) {
        List<KeptSession> all = new ArrayList<>();
        int count = from.getInt();
        for (int i = 0; i < count; i++) {
            all.add(decode(Frame.blob(from)));
        }
        return all;
    }
}
