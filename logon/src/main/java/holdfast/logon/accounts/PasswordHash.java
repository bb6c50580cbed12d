package holdfast.logon.accounts;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id (RFC 9106) in the PHC string form, which carries its parameters with each entry: they
 * can be raised without locking anybody out. Passwords are hashed as UTF-8 of their NFC form (RFC
 * 8265, OpaqueString).
 *
 * @param memoryKib memory of one hash, in KiB
 */
record PasswordHash(int memoryKib, int iterations, int parallelism) {
    /**
     * OWASP's recommendation: 25 to 50 ms of one core. Every logon waits for it, also that of a
     * user who comes back, and with half as much again of everything it was the longest step of
     * all.
     */
    static final PasswordHash STANDARD = new PasswordHash(19 << 10, 2, 1);

    private static final int SALT_LENGTH = 16;
    private static final int HASH_LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Blocks that Argon2 has on top of its memory while it works. */
    private static final int WORKING_BLOCKS = 8;

    /**
     * The memory of the last check, wiped, for the next one. To make it anew each time takes a
     * third of the time of a check, most of it the collector's.
     */
    private static final AtomicReference<@Nullable BlockPool> SPARE = new AtomicReference<>();

    /** The bounds keep an edited file from taking the server's memory. */
    private static final Pattern PHC =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{2,6}),t=(\\d{1,2}),p=(\\d{1,2})"
                            + "\\$([A-Za-z0-9+/]{11,64})\\$([A-Za-z0-9+/]{22,86})");

    String of(char[] password) {
        byte[] salt = new byte[SALT_LENGTH];
        RANDOM.nextBytes(salt);
        return format(salt, hash(password, salt, HASH_LENGTH));
    }

    /**
     * A hash that no password has, made with these parameters: what an unknown user is checked by.
     */
    String ofNobody() {
        byte[] salt = new byte[SALT_LENGTH];
        return format(salt, new byte[HASH_LENGTH]);
    }

    static boolean wellFormed(String phc) {
        return PHC.matcher(phc).matches();
    }

    /** Compares in constant time, with the parameters that {@code phc} names. */
    static boolean matches(String phc, char[] password) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            return false;
        }
        var parameters =
                new PasswordHash(
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)));
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        byte[] expected = Base64.getDecoder().decode(parts.group(5));
        return MessageDigest.isEqual(expected, parameters.hash(password, salt, expected.length));
    }

    private String format(byte[] salt, byte[] hash) {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        memoryKib,
                        iterations,
                        parallelism,
                        base64.encodeToString(salt),
                        base64.encodeToString(hash));
    }

    private byte[] hash(char[] password, byte[] salt, int length) {
        byte[] utf8 = utf8(password);
        BlockPool spare = SPARE.getAndSet(null);
        BlockPool memory =
                spare != null ? spare : new FixedBlockPool(STANDARD.memoryKib + WORKING_BLOCKS);
        try {
            var generator = new Argon2BytesGenerator();
            generator.init(
                    new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                            .withMemoryAsKB(memoryKib)
                            .withIterations(iterations)
                            .withParallelism(parallelism)
                            .withBlockPool(memory)
                            .withSalt(salt)
                            .build());
            byte[] hash = new byte[length];
            generator.generateBytes(utf8, hash);
            return hash;
        } finally {
            Arrays.fill(utf8, (byte) 0);
            SPARE.set(memory);
        }
    }

    private static byte[] utf8(char[] password) {
        CharSequence text = CharBuffer.wrap(password);
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            text = Normalizer.normalize(text, Normalizer.Form.NFC);
        }
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }
}
