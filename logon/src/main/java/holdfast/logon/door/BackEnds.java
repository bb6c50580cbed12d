package holdfast.logon.door;

import holdfast.logon.accounts.LocalAccounts;
import holdfast.logon.accounts.NtlmEnrolments;
import holdfast.logon.credssp.CredSspService;
import holdfast.logon.ntlm.NtlmServerName;
import holdfast.logon.pam.PamLogons;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Who is asked about people.
 *
 * @param accounts Holdfast's own: a name that is one of them is decided about there alone
 * @param pam for the operating system's users; closed with the door
 * @param enrolments where NTLM is allowed for the operating system's users: remembers what they log
 *     on with; asked anew for each logon
 * @param winbind where this machine is in a domain; asked anew for each logon
 * @param networkLogons what network level authentication is offered with on a listener of that
 *     name; asked anew for each connection
 */
public record BackEnds(
        LocalAccounts accounts,
        Optional<PamLogons> pam,
        Supplier<Optional<NtlmEnrolments>> enrolments,
        Supplier<Optional<Winbind>> winbind,
        Function<String, CredSspService> networkLogons) {
    /** Holdfast's own accounts, by password alone. */
    public static BackEnds of(LocalAccounts accounts) {
        var none = new CredSspService(NtlmServerName.of(""), false, Optional.empty());
        return new BackEnds(
                accounts, Optional.empty(), Optional::empty, Optional::empty, _ -> none);
    }

    public BackEnds withPam(Optional<PamLogons> logons) {
        return new BackEnds(accounts, logons, enrolments, winbind, networkLogons);
    }

    public BackEnds withEnrolments(Supplier<Optional<NtlmEnrolments>> allowed) {
        return new BackEnds(accounts, pam, allowed, winbind, networkLogons);
    }

    public BackEnds withWinbind(Supplier<Optional<Winbind>> joined) {
        return new BackEnds(accounts, pam, enrolments, joined, networkLogons);
    }

    public BackEnds withNetworkLogons(Function<String, CredSspService> offered) {
        return new BackEnds(accounts, pam, enrolments, winbind, offered);
    }
}
