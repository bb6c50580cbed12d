package holdfast.logon;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * A user name as people type it, taken apart: {@code alice}, {@code DOMAIN\alice}, {@code
 * alice@example.org}, or a name with the domain in a field of its own. Nothing is decided here; a
 * back end says whose name it is.
 *
 * @param account the name without its domain, NFC, as typed otherwise
 * @param realm the domain, realm or UPN suffix; empty when none was given, or only "." or ".\"
 */
public record UserName(String account, String realm) {
    public static final int MAX_LENGTH = 256;

    /**
     * @param user what stands in the user field, in any of the three forms
     * @param domain what stands in the domain field; a domain inside {@code user} wins over it
     * @return empty when nobody can be called that: blank, too long, or with control characters
     */
    public static Optional<UserName> of(String user, String domain) {
        if (user.length() > MAX_LENGTH || domain.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String account = Normalizer.normalize(user, Normalizer.Form.NFC).strip();
        String realm = Normalizer.normalize(domain, Normalizer.Form.NFC).strip();
        int backslash = account.indexOf('\\');
        int at = account.lastIndexOf('@');
        if (backslash >= 0) {
            realm = account.substring(0, backslash).strip();
            account = account.substring(backslash + 1).strip();
        } else if (at > 0) {
            realm = account.substring(at + 1).strip();
            account = account.substring(0, at).strip();
        }
        if (realm.equals(".")) {
            realm = "";
        }
        boolean nameable =
                !account.isBlank()
                        && account.length() <= MAX_LENGTH
                        && realm.length() <= MAX_LENGTH
                        && account.chars().noneMatch(Character::isISOControl)
                        && realm.chars().noneMatch(Character::isISOControl);
        return nameable ? Optional.of(new UserName(account, realm)) : Optional.empty();
    }

    /** {@code name} in the form that names are compared in: NFC, without regard to case. */
    public static String fold(String name) {
        // Upper case first, so that letters whose capitals are alike (final sigma, long s) meet.
        String folded = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /** The account name in the form that names are compared in. */
    public String foldedAccount() {
        return fold(account);
    }

    /** {@code account@realm}, folded; just the account where there is no realm. */
    public String foldedPrincipal() {
        return realm.isEmpty() ? foldedAccount() : fold(account + "@" + realm);
    }
}
