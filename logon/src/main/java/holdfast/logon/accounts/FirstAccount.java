package holdfast.logon.accounts;

import java.util.Arrays;
import java.util.Optional;

/**
 * The account of a fresh installation and its password, which exists nowhere else in clear.
 *
 * @param warning one line for the administrator; present when the account is root's
 */
public record FirstAccount(LocalAccount account, char[] password, Optional<String> warning)
        implements AutoCloseable {
    /** Forgets the password, once it was shown. */
    @Override
    public void close() {
        Arrays.fill(password, '\0');
    }

    @Override
    public String toString() {
        return "first account " + account.name();
    }
}
