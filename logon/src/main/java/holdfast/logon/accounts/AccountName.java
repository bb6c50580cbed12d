package holdfast.logon.accounts;

import holdfast.logon.UserName;
import java.text.Normalizer;

/** Which names an account may have. */
final class AccountName {
    static final int MAX_LENGTH = 104; // Windows' limit for a UPN's user part is 64, for a SAM 20.

    private AccountName() {}

    static String fold(String name) {
        return UserName.fold(name);
    }

    /** The name as it is stored, or a refusal that says what is wrong with it. */
    static String check(String name) throws AccountException {
        String stored = Normalizer.normalize(name, Normalizer.Form.NFC);
        if (stored.isBlank() || !stored.equals(stored.strip())) {
            throw refuse(name, "is blank or has blanks around it");
        }
        if (stored.length() > MAX_LENGTH) {
            throw refuse(name, "is longer than " + MAX_LENGTH + " characters");
        }
        // What Windows forbids in account names, so that each can be typed into each client.
        if (stored.chars()
                .anyMatch(c -> Character.isISOControl(c) || "\"/\\[]:;|=,+*?<>".indexOf(c) >= 0)) {
            throw refuse(name, "has a control character or one of \"/\\[]:;|=,+*?<>");
        }
        if (stored.startsWith("@")
                || stored.startsWith("-")
                || stored.chars().allMatch(c -> c == '.')) {
            throw refuse(name, "begins with @ or -, or is nothing but dots");
        }
        return stored;
    }

    private static AccountException refuse(String name, String why) {
        return new AccountException(new AccountException.Reason.BadName(printable(name), why));
    }

    private static String printable(String name) {
        String shown =
                name.codePoints()
                        .limit(MAX_LENGTH)
                        .map(c -> Character.isISOControl(c) ? '?' : c)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return shown;
    }
}
