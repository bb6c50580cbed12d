package holdfast.bench.scene;

import java.util.Random;

/** Pixels as a camera takes them: soft shapes, no two equal, with grain. */
final class Photo {
    private static final int GRAIN = 7;

    private Photo() {}

    /** 0xRRGGBB, row by row; each moment differs everywhere from the one before. */
    static int[] of(int width, int height, int moment) {
        int[] pixels = new int[width * height];
        var random = new Random(moment);
        double time = moment / 3.0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double a = Math.sin(x / 90.0 + time) + Math.sin(y / 70.0 - time);
                double b = Math.sin((x + y) / 130.0 + 2 * time) + Math.cos(y / 40.0 + time);
                int grain = random.nextInt(GRAIN);
                pixels[y * width + x] =
                        shade(110 + 40 * a + grain) << 16
                                | shade(120 + 30 * b + grain) << 8
                                | shade(100 + 25 * (a + b) + grain);
            }
        }
        return pixels;
    }

    private static int shade(double value) {
        return (int) Math.clamp(value, 0, 255);
    }
}
