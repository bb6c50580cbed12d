package holdfast.desktops.keeper;

import java.nio.ByteBuffer;

/** A terminal's size, in cells and in pixels ({@code struct winsize}). */
public record WindowSize(int columns, int rows, int width, int height) {
    public byte[] encode() {
        return new Frame.Writer().i32(columns).i32(rows).i32(width).i32(height).bytes();
    }

    static WindowSize decode(ByteBuffer from) {
        return new WindowSize(
                side(from.getInt()), side(from.getInt()), side(from.getInt()), side(from.getInt()));
    }

    private static int side(int value) {
        return Math.clamp(value, 1, 0xFFFF);
    }
}
