package holdfast.client;

/**
 * Who logs on and with what kind of screen.
 *
 * @param bitsPerPixel 16, 24 or 32
 */
public record Login(String user, String password, int width, int height, int bitsPerPixel) {
    /** The same user with another screen. */
    public Login sized(int newWidth, int newHeight) {
        return new Login(user, password, newWidth, newHeight, bitsPerPixel);
    }

    @Override
    public String toString() {
        return user + " " + width + "x" + height + "x" + bitsPerPixel;
    }
}
