package holdfast.bench.codecs;

import holdfast.graphics.FrameBuffer;
import holdfast.graphics.Rect;
import java.util.Random;

/** Pictures of 1280 by 720, the same every time. */
final class Screens {
    static final int WIDTH = 1280;
    static final int HEIGHT = 720;
    private static final int CELL_WIDTH = 8;
    private static final int CELL_HEIGHT = 16;

    private Screens() {}

    /** A terminal full of text: light strokes of a font's density on a dark ground. */
    static FrameBuffer terminal(long seed) {
        var picture = new FrameBuffer(WIDTH, HEIGHT);
        var random = new Random(seed);
        int[][] glyphs = new int[64][CELL_HEIGHT];
        for (int[] glyph : glyphs) {
            for (int row = 3; row < 13; row++) {
                int dense = random.nextInt();
                int sparse = random.nextInt();
                glyph[row] = dense & sparse & 0x7E;
            }
        }
        picture.fill(picture.bounds(), 0x101018);
        for (int y = 0; y + CELL_HEIGHT <= HEIGHT; y += CELL_HEIGHT) {
            int length = random.nextInt(WIDTH / CELL_WIDTH);
            for (int column = 0; column < length; column++) {
                draw(picture, column * CELL_WIDTH, y, glyphs[random.nextInt(glyphs.length)]);
            }
        }
        return picture;
    }

    /** Colours that change everywhere a little and by chance: as a photograph does. */
    static FrameBuffer photograph(long seed) {
        var picture = new FrameBuffer(WIDTH, HEIGHT);
        var random = new Random(seed);
        int[] pixels = picture.pixels();
        for (int i = 0; i < pixels.length; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            int noise = random.nextInt(8);
            pixels[i] =
                    (x * 200 / WIDTH + noise) << 16
                            | (y * 200 / HEIGHT + noise) << 8
                            | ((x + y) / 12 & 0xFF);
        }
        return picture;
    }

    private static void draw(FrameBuffer picture, int x, int y, int[] glyph) {
        for (int row = 0; row < CELL_HEIGHT; row++) {
            for (int column = 0; column < CELL_WIDTH; column++) {
                if ((glyph[row] & 0x80 >> column) != 0) {
                    picture.fill(new Rect(x + column, y + row, 1, 1), 0xD0D0D0);
                }
            }
        }
    }
}
