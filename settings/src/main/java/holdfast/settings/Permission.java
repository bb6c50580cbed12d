package holdfast.settings;

import java.util.Locale;
import java.util.Optional;

/**
 * Who may do what on a connection, as the permissions of Terminal Server Connection Configuration.
 * They add up, except that {@link Right#NONE} beats all others.
 *
 * @param who a user's name, {@code @group}, or {@code *} for everybody
 */
public record Permission(String who, Right right) {
    /** In ascending order, {@link #NONE} aside. */
    public enum Right {
        /** May not log on here. */
        NONE,
        /** Log on and off only: neither disconnect nor reconnect. */
        GUEST,
        /** Also query, message, disconnect the own session, reconnect. */
        USER,
        /** Also shadow, reset and end sessions of others. */
        FULL
    }

    static Optional<Permission> tryParse(String text) {
        int equals = text.lastIndexOf('=');
        if (equals <= 0) {
            return Optional.empty();
        }
        String who = text.substring(0, equals).strip();
        String word = text.substring(equals + 1).strip().toUpperCase(Locale.ROOT);
        for (Right right : Right.values()) {
            if (right.name().equals(word) && !who.isEmpty()) {
                return Optional.of(new Permission(who, right));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return who + "=" + right.name().toLowerCase(Locale.ROOT);
    }
}
