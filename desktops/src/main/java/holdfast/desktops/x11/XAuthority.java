package holdfast.desktops.x11;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** The secret that opens an X display, and the file that programs look it up in. */
final class XAuthority {
    static final String PROTOCOL = "MIT-MAGIC-COOKIE-1";

    private static final int COOKIE_BYTES = 16;

    /** FamilyWild: for every address. */
    private static final int ANY_FAMILY = 0xFFFF;

    private static final SecureRandom RANDOM = new SecureRandom();

    private XAuthority() {}

    static byte[] newCookie() {
        byte[] cookie = new byte[COOKIE_BYTES];
        RANDOM.nextBytes(cookie);
        return cookie;
    }

    /**
     * An authority file of one entry, which fits every host name and display number: the number is
     * known only once the server runs, and the server wants the file before.
     */
    static byte[] file(byte[] cookie) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(ANY_FAMILY);
            out.writeShort(0); // address
            out.writeShort(0); // display number
            out.writeShort(PROTOCOL.length());
            out.write(PROTOCOL.getBytes(StandardCharsets.US_ASCII));
            out.writeShort(cookie.length);
            out.write(cookie);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
