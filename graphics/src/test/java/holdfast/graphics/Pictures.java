package holdfast.graphics;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Pictures to try things on; the same ones for the same seed. */
public final class Pictures {
    private Pictures() {}

    /** What a test runs over: one of each kind. */
    public enum Kind {
        SOLID,
        NOISE,
        PHOTO,
        TEXT,
        SMOOTH_TEXT,
        CHECKER,
        TWO_COLORS,
        FEW_COLORS,
        STRIPES,
        WHITE_DOTS,
        GRADIENT
    }

    public static FrameBuffer of(Kind kind, int width, int height, long seed) {
        FrameBuffer picture = new FrameBuffer(width, height);
        Random random = new Random(seed);
        int[] pixels = picture.pixels();
        switch (kind) {
            case SOLID -> picture.fill(picture.bounds(), random.nextInt(1 << 24));
            case NOISE -> fill(picture, (x, y) -> random.nextInt());
            case PHOTO -> photo(picture, random);
            case TEXT -> text(picture, random, false);
            case SMOOTH_TEXT -> text(picture, random, true);
            case CHECKER -> fill(picture, (x, y) -> (x + y) % 2 == 0 ? 0 : 0xFFFFFF);
            case TWO_COLORS -> fill(picture, (x, y) -> random.nextInt(4) == 0 ? 0x102030 : -1);
            case FEW_COLORS -> fill(picture, (x, y) -> random.nextInt(3) * 0x808080);
            case STRIPES -> fill(picture, (x, y) -> x % 7 < 3 ? 0xFFFFFF : x % 5 * 0x112233);
            case WHITE_DOTS -> fill(picture, (x, y) -> random.nextInt(90) == 0 ? 0xFFFFFF : 0);
            case GRADIENT ->
                    fill(picture, (x, y) -> (x & 255) << 16 | (y & 255) << 8 | x + y & 255);
        }
        // The highest byte means nothing and must not matter.
        for (int i = 0; i < pixels.length; i += 7) {
            pixels[i] ^= 0xAB000000;
        }
        return picture;
    }

    private interface Painter {
        int color(int x, int y);
    }

    private static void fill(FrameBuffer picture, Painter painter) {
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                picture.pixels()[y * picture.width() + x] = painter.color(x, y);
            }
        }
    }

    /** Soft blobs of light under a little grain, as a camera gives. */
    private static void photo(FrameBuffer picture, Random random) {
        double[] waves = random.doubles(24, 0.002, 0.05).toArray();
        double[] phases = random.doubles(24, 0, 6.28).toArray();
        fill(
                picture,
                (x, y) -> {
                    int rgb = 0;
                    for (int part = 0; part < 3; part++) {
                        double light = 128 + random.nextGaussian() * 3;
                        for (int i = part; i < 12; i += 3) {
                            double u = x * waves[2 * i] + phases[2 * i];
                            double v = y * waves[2 * i + 1] + phases[2 * i + 1];
                            light += 30 * Math.sin(u) * Math.cos(v);
                        }
                        rgb = rgb << 8 | (int) Math.clamp(light, 0, 255);
                    }
                    return rgb;
                });
    }

    private static void text(FrameBuffer picture, Random random, boolean smooth) {
        var image =
                new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING,
                smooth
                        ? RenderingHints.VALUE_TEXT_ANTIALIAS_ON
                        : RenderingHints.VALUE_TEXT_ANTIALIAS_OFF);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, picture.width(), picture.height());
        graphics.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 13));
        graphics.setColor(Color.BLACK);
        for (int y = 14; y < picture.height() + 16; y += 16) {
            var line = new StringBuilder();
            int length = random.nextInt(20, 40 + picture.width() / 9);
            for (int i = 0; i < length; i++) {
                line.append(random.nextInt(6) == 0 ? ' ' : (char) ('a' + random.nextInt(26)));
            }
            graphics.drawString(line.toString(), 4, y);
        }
        graphics.dispose();
        image.getRGB(0, 0, picture.width(), picture.height(), picture.pixels(), 0, picture.width());
    }
}
