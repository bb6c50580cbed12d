package holdfast.protocol.clipboard;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The clipboard formats for text, best first, and how text looks in them: CRLF line ends and a
 * terminator. [MS-RDPECLIP] 1.3.1.2
 */
enum TextFormat {
    UNICODE(13, StandardCharsets.UTF_16LE, 2),
    ANSI(1, Charset.forName("windows-1252"), 1);

    private final int id;
    private final Charset charset;
    private final int unit;

    TextFormat(int id, Charset charset, int unit) {
        this.id = id;
        this.charset = charset;
        this.unit = unit;
    }

    int id() {
        return id;
    }

    static Optional<TextFormat> ofId(long id) {
        for (TextFormat format : values()) {
            if (format.id == id) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The bytes for the client, terminated. Line ends that are CRLF already stay. */
    byte[] encode(String text) {
        byte[] unterminated = toCrLf(text).getBytes(charset);
        return Arrays.copyOf(unterminated, unterminated.length + unit);
    }

    /** Text up to the terminator, if there is one; every CRLF becomes LF. */
    String decode(byte[] data) {
        int length = 0;
        while (length + unit <= data.length && !terminator(data, length)) {
            length += unit;
        }
        return new String(data, 0, length, charset).replace("\r\n", "\n");
    }

    private boolean terminator(byte[] data, int at) {
        return data[at] == 0 && data[at + unit - 1] == 0;
    }

    private static String toCrLf(String text) {
        var converted = new StringBuilder(text.length() + text.length() / 32 + 16);
        for (int from = 0; from < text.length(); ) {
            int lineFeed = text.indexOf('\n', from);
            if (lineFeed < 0) {
                converted.append(text, from, text.length());
                break;
            }
            converted.append(text, from, lineFeed);
            if (lineFeed == 0 || text.charAt(lineFeed - 1) != '\r') {
                converted.append('\r');
            }
            converted.append('\n');
            from = lineFeed + 1;
        }
        return converted.toString();
    }
}
