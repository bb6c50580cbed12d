package holdfast.desktops.keeper;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What to run in a new terminal. The terminal's slave is standard input and output of {@code
 * command}, which makes it its controlling terminal.
 *
 * @param uid who the slave is given to, when the keeper may
 * @param environment all of it, as {@code NAME=value}
 */
public record StartOrder(
        String key,
        String user,
        long uid,
        List<String> command,
        List<String> environment,
        WindowSize size) {
    public byte[] encode() {
        var out = new Frame.Writer().text(key).text(user).i64(uid);
        out.texts(command).texts(environment).i32(size.columns()).i32(size.rows());
        return out.i32(size.width()).i32(size.height()).bytes();
    }

    static StartOrder decode(ByteBuffer from) {
        return new StartOrder(
                Frame.text(from),
                Frame.text(from),
                from.getLong(),
                Frame.texts(from),
                Frame.texts(from),
                WindowSize.decode(from));
    }
}
