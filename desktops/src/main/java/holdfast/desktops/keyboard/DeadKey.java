package holdfast.desktops.keyboard;

import java.text.Normalizer;
import java.util.Optional;

/** An accent that waits for its letter; in the tables it is a number in a circle. */
enum DeadKey {
    GRAVE('①', '\u0300', '`'),
    ACUTE('②', '\u0301', '´'),
    CIRCUMFLEX('③', '\u0302', '^'),
    TILDE('④', '\u0303', '~'),
    DIAERESIS('⑤', '\u0308', '¨');

    private final char sign;
    private final char mark;
    private final char alone;

    DeadKey(char sign, char mark, char alone) {
        this.sign = sign;
        this.mark = mark;
        this.alone = alone;
    }

    static Optional<DeadKey> of(char sign) {
        for (DeadKey key : values()) {
            if (key.sign == sign) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** The accent as a character of its own. */
    char alone() {
        return alone;
    }

    /** The letter with the accent; empty when there is no such letter. */
    Optional<Character> on(char letter) {
        String both = Normalizer.normalize("" + letter + mark, Normalizer.Form.NFC);
        return both.length() == 1 ? Optional.of(both.charAt(0)) : Optional.empty();
    }
}
