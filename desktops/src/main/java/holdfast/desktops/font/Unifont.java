package holdfast.desktops.font;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * GNU Unifont's bitmaps for what the outline font lacks: a line is {@code codepoint:bits}, 16 rows
 * of one byte (8 pixels) or two (16 pixels). Immutable; 2 MB, so loaded when first needed.
 */
final class Unifont {
    static final int ROWS = 16;
    private static final int PLANE = 0x10000;
    private static final int MAX_DATA = 4 << 20;

    /** Where a character's bytes start, plus one; 0 is "not there". */
    private final int[] starts = new int[PLANE + 1];

    private final byte[] bits;

    private Unifont(byte[] buffer, BufferedReader lines) throws IOException {
        int end = 0;
        String line;
        while ((line = lines.readLine()) != null) {
            int colon = line.indexOf(':');
            int codePoint = HexFormat.fromHexDigits(line, 0, colon);
            if (codePoint < PLANE) {
                starts[codePoint] = end + 1;
                for (int i = colon + 1; i < line.length(); i += 2) {
                    buffer[end++] = (byte) HexFormat.fromHexDigits(line, i, i + 2);
                }
            }
        }
        bits = java.util.Arrays.copyOf(buffer, end);
    }

    static Unifont load() {
        try (InputStream file =
                        Objects.requireNonNull(
                                Unifont.class.getResourceAsStream("unifont.hex.gz"));
                var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        new GZIPInputStream(file, 1 << 16),
                                        StandardCharsets.US_ASCII))) {
            return new Unifont(new byte[MAX_DATA], lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 16 or 32 bytes of rows from the top, left pixel in the highest bit; null when not there. */
    byte @Nullable [] rows(int codePoint) {
        if (codePoint >= PLANE || starts[codePoint] == 0) {
            return null;
        }
        int start = starts[codePoint] - 1;
        return java.util.Arrays.copyOfRange(bits, start, start + length(codePoint, start));
    }

    /** Up to the next character's start. */
    private int length(int codePoint, int start) {
        for (int next = codePoint + 1; next < PLANE; next++) {
            if (starts[next] != 0) {
                return starts[next] - 1 - start;
            }
        }
        return bits.length - start;
    }
}
