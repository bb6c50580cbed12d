package holdfast.interop;

import holdfast.graphics.bitmap.ColorDepth;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** What two pictures have in common. */
public final class Pictures {
    /** How many differing pixels a message names. */
    private static final int NAMED = 5;

    private Pictures() {}

    /**
     * Whether a client of this depth that was sent {@code desktop} may show {@code client}. How
     * five and six bits widen to eight is a client's own affair: FreeRDP 2 adds an eighth to green.
     */
    private static boolean matches(int client, int desktop, ColorDepth depth) {
        return switch (depth) {
            case PALETTE_8 -> client == depth.toRgb(depth.fromRgb(desktop));
            case RGB_15 -> widened(client, desktop & 0xF8F8F8);
            case RGB_16 -> widened(client, desktop & 0xF8FCF8);
            case RGB_24, RGB_32 -> client == desktop;
        };
    }

    private static boolean widened(int client, int sent) {
        return partWidened(client >> 16, sent >> 16)
                && partWidened(client >> 8, sent >> 8)
                && partWidened(client, sent);
    }

    private static boolean partWidened(int client, int sent) {
        int added = (client & 0xFF) - (sent & 0xFF);
        return added >= 0 && added <= 7;
    }

    /** Whether a row somewhere has this colour for at least {@code length} pixels. */
    public static boolean hasRun(BufferedImage picture, int rgb, ColorDepth depth, int length) {
        for (int y = 0; y < picture.getHeight(); y++) {
            int run = 0;
            for (int x = 0; x < picture.getWidth(); x++) {
                run = matches(picture.getRGB(x, y) & 0xFFFFFF, rgb, depth) ? run + 1 : 0;
                if (run >= length) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How many colours a picture has, counted up to {@code enough}. */
    public static int colours(BufferedImage picture, int enough) {
        var colours = new java.util.HashSet<Integer>();
        for (int y = 0; y < picture.getHeight() && colours.size() < enough; y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                colours.add(picture.getRGB(x, y));
            }
        }
        return colours.size();
    }

    /** Where the client's picture is not the desktop's; empty when it is. */
    public static String difference(BufferedImage client, BufferedImage desktop, ColorDepth depth) {
        var text = new StringBuilder();
        int count = 0;
        for (int y = 0; y < desktop.getHeight(); y++) {
            for (int x = 0; x < desktop.getWidth(); x++) {
                int wanted = desktop.getRGB(x, y) & 0xFFFFFF;
                int found = client.getRGB(x, y) & 0xFFFFFF;
                if (!matches(found, wanted, depth) && count++ < NAMED) {
                    text.append("%n(%d, %d) is %06x, of %06x".formatted(x, y, found, wanted));
                }
            }
        }
        return count == 0 ? "" : count + " pixels differ:" + text;
    }

    /** Keeps pictures that did not match, for people to look at. */
    public static Path keep(String name, BufferedImage picture) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "pictures"));
            Path file = folder.resolve(name + ".png");
            ImageIO.write(picture, "png", file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean same(BufferedImage a, BufferedImage b) {
        return difference(a, b, ColorDepth.RGB_32).isEmpty();
    }
}
