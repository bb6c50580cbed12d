package holdfast.settings;

import java.util.List;
import java.util.Optional;

/**
 * What network level authentication is offered with.
 *
 * @param ntlm never with the FIPS switch, nor where the encryption level is FIPS
 * @param enrolment whether the operating system's users may use NTLM too
 * @param domain whether a domain is asked about their proofs
 * @param kerberosRules which user a principal is; the first that fits counts
 */
public record NetworkLogonSettings(
        boolean ntlm, boolean enrolment, boolean domain, List<PrincipalRule> kerberosRules) {

    static NetworkLogonSettings of(Configuration from, Target target) {
        boolean fips =
                from.value(SecurityCatalogue.FIPS)
                        || from.value(SecurityCatalogue.MIN_ENCRYPTION_LEVEL, target)
                                == EncryptionLevel.FIPS;
        return new NetworkLogonSettings(
                from.value(LogonCatalogue.NTLM) && !fips,
                from.value(LogonCatalogue.NTLM_ENROLMENT),
                from.value(LogonCatalogue.NTLM_DOMAIN),
                from.value(LogonCatalogue.KERBEROS_RULES).stream()
                        .map(PrincipalRule::tryParse)
                        .flatMap(Optional::stream)
                        .toList());
    }
}
