package holdfast.logon.accounts;

import holdfast.logon.CanonicalUser;
import java.time.Instant;
import java.util.Optional;

/**
 * One account as an administrator sees it; its secrets stay in the file.
 *
 * @param name in the spelling it was added with; accounts are told apart without regard to case
 * @param osUser the OS account its sessions run as, when one was named
 * @param disabled nobody logs on with it
 * @param mustChange the password has to be changed at the next logon
 * @param ntlm network level authentication by NTLM is possible: a key derived from the password is
 *     kept, encrypted, beside the password's hash
 */
public record LocalAccount(
        String name,
        Optional<String> osUser,
        boolean disabled,
        boolean mustChange,
        boolean ntlm,
        Instant added,
        Instant passwordChanged) {

    /** Whose sessions the account's are. */
    public CanonicalUser canonical() {
        return new CanonicalUser(AccountName.fold(name));
    }

    public LocalAccount withOsUser(Optional<String> named) {
        return new LocalAccount(name, named, disabled, mustChange, ntlm, added, passwordChanged);
    }

    public LocalAccount withDisabled(boolean yes) {
        return new LocalAccount(name, osUser, yes, mustChange, ntlm, added, passwordChanged);
    }

    public LocalAccount withMustChange(boolean yes) {
        return new LocalAccount(name, osUser, disabled, yes, ntlm, added, passwordChanged);
    }

    public LocalAccount withNtlm(boolean yes) {
        return new LocalAccount(name, osUser, disabled, mustChange, yes, added, passwordChanged);
    }
}
