package holdfast.bench.client;

/**
 * Who logs on and with what kind of screen.
 *
 * @param bitsPerPixel 16, 24 or 32
 */
public record Login(String user, String password, int width, int height, int bitsPerPixel) {
    public static Login hd(String user, String password, int bitsPerPixel) {
        return new Login(user, password, 1280, 720, bitsPerPixel);
    }

    @Override
    public String toString() {
        return user + " " + width + "x" + height + "x" + bitsPerPixel;
    }
}
