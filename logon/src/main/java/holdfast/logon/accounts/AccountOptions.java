package holdfast.logon.accounts;

import java.util.Optional;

/**
 * What may be said about an account when it is added.
 *
 * @param osUser the OS account its sessions run as; empty for the rule of {@link
 *     LocalAccounts#osUser}
 * @param ntlm whether network level authentication by NTLM is possible with it
 * @param mustChange whether the first logon has to change the password
 */
public record AccountOptions(Optional<String> osUser, boolean ntlm, boolean mustChange) {
    public static final AccountOptions STANDARD = new AccountOptions(Optional.empty(), true, false);

    public AccountOptions withOsUser(Optional<String> named) {
        return new AccountOptions(named, ntlm, mustChange);
    }

    public AccountOptions withoutNtlm() {
        return new AccountOptions(osUser, false, mustChange);
    }

    public AccountOptions changingPassword() {
        return new AccountOptions(osUser, ntlm, true);
    }
}
