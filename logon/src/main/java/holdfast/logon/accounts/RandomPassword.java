package holdfast.logon.accounts;

import java.util.random.RandomGenerator;

/** Passwords to be read from one screen and typed on another: four groups, 79 bits. */
final class RandomPassword {
    /** No 0 and o, 1 and l and i: they look alike in some fonts. */
    private static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";

    private static final int GROUPS = 4;
    private static final int GROUP = 4;

    private RandomPassword() {}

    static char[] next(RandomGenerator random) {
        char[] password = new char[GROUPS * (GROUP + 1) - 1];
        for (int i = 0; i < password.length; i++) {
            boolean between = i % (GROUP + 1) == GROUP;
            password[i] = between ? '-' : ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
        return password;
    }
}
