package holdfast.bench.scene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A window, a pixmap or a window in a window, and what can be drawn on it. */
final class Canvas {
    private static final int CREATE_WINDOW = 1;
    private static final int CHANGE_ATTRIBUTES = 2;
    private static final int MAP_WINDOW = 8;
    private static final int CONFIGURE_WINDOW = 12;
    private static final int OPEN_FONT = 45;
    private static final int CREATE_PIXMAP = 53;
    private static final int CREATE_GC = 55;
    private static final int CHANGE_GC = 56;
    private static final int CLEAR_AREA = 61;
    private static final int COPY_AREA = 62;
    private static final int FILL_RECTANGLE = 70;
    private static final int PUT_IMAGE = 72;
    private static final int IMAGE_TEXT = 76;
    private static final int BACK_PIXMAP = 0x1;
    private static final int OVERRIDE_REDIRECT = 0x200;
    private static final int EVENT_MASK = 0x800;
    private static final int KEY_PRESS_MASK = 1;
    private static final int FOREGROUND = 0x4;
    private static final int FONT = 0x4000;
    private static final int GRAPHICS_EXPOSURES = 0x10000;
    private static final int Z_PIXMAP = 2;
    private static final int PUT_AT_ONCE = 200_000;

    private final XDisplay display;
    private final int drawable;
    private final int context;
    final int width;
    final int height;

    private Canvas(XDisplay display, int drawable, int width, int height) throws IOException {
        this.display = display;
        this.drawable = drawable;
        this.width = width;
        this.height = height;
        int font = display.id();
        ByteBuffer name = display.request(OPEN_FONT, 0).putInt(font);
        name.putShort((short) 5)
                .putShort((short) 0)
                .put("fixed".getBytes(StandardCharsets.US_ASCII));
        display.end();
        context = display.id();
        display.request(CREATE_GC, 0)
                .putInt(context)
                .putInt(drawable)
                .putInt(FONT | GRAPHICS_EXPOSURES)
                .putInt(font)
                .putInt(0);
        display.end();
    }

    /** A window over all of the screen that hears keys and that no window manager touches. */
    static Canvas screen(XDisplay display) throws IOException {
        return window(display, display.root, 0, 0, display.width, display.height);
    }

    Canvas child(int x, int y, int w, int h) throws IOException {
        return window(display, drawable, x, y, w, h);
    }

    private static Canvas window(XDisplay display, int parent, int x, int y, int w, int h)
            throws IOException {
        int id = display.id();
        ByteBuffer out = display.request(CREATE_WINDOW, XDisplay.COPY_FROM_PARENT);
        out.putInt(id).putInt(parent).putShort((short) x).putShort((short) y);
        out.putShort((short) w).putShort((short) h).putShort((short) 0);
        out.putShort((short) XDisplay.COPY_FROM_PARENT).putInt(XDisplay.COPY_FROM_PARENT);
        out.putInt(OVERRIDE_REDIRECT | EVENT_MASK).putInt(1).putInt(KEY_PRESS_MASK);
        display.end();
        return new Canvas(display, id, w, h);
    }

    Canvas pixmap(int w, int h) throws IOException {
        int id = display.id();
        display.request(CREATE_PIXMAP, display.depth)
                .putInt(id)
                .putInt(drawable)
                .putShort((short) w)
                .putShort((short) h);
        display.end();
        return new Canvas(display, id, w, h);
    }

    /** What the X server itself paints where the window comes to light; cleared to it now. */
    void background(Canvas pixmap) throws IOException {
        display.request(CHANGE_ATTRIBUTES, 0)
                .putInt(drawable)
                .putInt(BACK_PIXMAP)
                .putInt(pixmap.drawable);
        display.end();
        display.request(CLEAR_AREA, 0).putInt(drawable).putLong(0);
        display.end();
    }

    void show() throws IOException {
        display.request(MAP_WINDOW, 0).putInt(drawable);
        display.end();
    }

    void moveTo(int x, int y) throws IOException {
        display.request(CONFIGURE_WINDOW, 0)
                .putInt(drawable)
                .putShort((short) 3)
                .putShort((short) 0)
                .putInt(x)
                .putInt(y);
        display.end();
    }

    void fill(int rgb, int x, int y, int w, int h) throws IOException {
        display.request(CHANGE_GC, 0).putInt(context).putInt(FOREGROUND).putInt(rgb);
        display.end();
        display.request(FILL_RECTANGLE, 0)
                .putInt(drawable)
                .putInt(context)
                .putShort((short) x)
                .putShort((short) y)
                .putShort((short) w)
                .putShort((short) h);
        display.end();
    }

    void copy(Canvas from, int sourceX, int sourceY, int x, int y, int w, int h)
            throws IOException {
        ByteBuffer out = display.request(COPY_AREA, 0);
        out.putInt(from.drawable).putInt(drawable).putInt(context);
        out.putShort((short) sourceX)
                .putShort((short) sourceY)
                .putShort((short) x)
                .putShort((short) y);
        out.putShort((short) w).putShort((short) h);
        display.end();
    }

    /** Draws text with its baseline at {@code y}, black on white paper. */
    void text(String text, int x, int y) throws IOException {
        byte[] letters = text.getBytes(StandardCharsets.ISO_8859_1);
        display.request(IMAGE_TEXT, letters.length)
                .putInt(drawable)
                .putInt(context)
                .putShort((short) x)
                .putShort((short) y)
                .put(letters);
        display.end();
    }

    /** Colours of the text and its paper. */
    void inks(int text, int paper) throws IOException {
        display.request(CHANGE_GC, 0)
                .putInt(context)
                .putInt(FOREGROUND | 0x8)
                .putInt(text)
                .putInt(paper);
        display.end();
    }

    /** Puts pixels (0xRRGGBB, row by row) over all of it. */
    void put(int[] pixels) throws IOException {
        int rows = Math.max(1, PUT_AT_ONCE / (4 * width));
        for (int y = 0; y < height; y += rows) {
            int now = Math.min(rows, height - y);
            ByteBuffer out = display.request(PUT_IMAGE, Z_PIXMAP, 4 * width * now);
            out.putInt(drawable).putInt(context).putShort((short) width).putShort((short) now);
            out.putShort((short) 0).putShort((short) y).put((byte) 0).put((byte) display.depth);
            out.putShort((short) 0);
            for (int i = 0; i < width * now; i++) {
                out.putInt(pixels[y * width + i]);
            }
            display.end();
        }
    }
}
