package holdfast.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which user a Kerberos principal is.
 *
 * @param principal fits the whole of {@code name@REALM}
 * @param user may hold {@code $1} and so on for the pattern's groups; empty for nobody
 */
public record PrincipalRule(Pattern principal, String user) {

    static Optional<PrincipalRule> tryParse(String text) {
        int equals = text.lastIndexOf('=');
        if (equals <= 0) {
            return Optional.empty();
        }
        try {
            var principal = Pattern.compile(text.substring(0, equals).strip());
            var rule = new PrincipalRule(principal, text.substring(equals + 1).strip());
            return rule.namesItsGroups() ? Optional.of(rule) : Optional.empty();
        } catch (PatternSyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** A pattern of which nothing is left but its groups, and so fits: the name can be tried. */
    private boolean namesItsGroups() {
        Matcher matcher = Pattern.compile(principal.pattern() + "|").matcher("");
        try {
            matcher.replaceFirst(user);
            return true;
        } catch (IllegalArgumentException | IndexOutOfBoundsException noSuchGroup) {
            return false;
        }
    }
}
