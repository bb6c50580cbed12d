package holdfast.logon.credssp;

import holdfast.logon.UserName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which user a Kerberos principal is. The rules are tried in order; where none fits, a principal of
 * the service's own realm is the user of its first part, and everybody else is nobody: trusting a
 * realm is something an administrator says.
 */
public record PrincipalRules(List<Rule> rules) {
    /** People of the service's own realm, under their own names. */
    public static final PrincipalRules OWN_REALM = new PrincipalRules(List.of());

    /** No service or host principal ("host/a.example.org") is a person. */
    private static final Pattern PERSON = Pattern.compile("([^/@]+)@([^@]+)");

    /**
     * One rule.
     *
     * @param principal fits the whole of {@code name@REALM}
     * @param user the user's name, with {@code $1} and so on for the pattern's groups; empty for
     *     nobody
     */
    public record Rule(Pattern principal, String user) {}

    public PrincipalRules {
        rules = List.copyOf(rules);
    }

    /**
     * @param principal the client's, {@code alice@EXAMPLE.ORG}
     * @param service the service's own, {@code TERMSRV/host.example.org@EXAMPLE.ORG}
     */
    Optional<UserName> userOf(String principal, String service) {
        if (principal.indexOf('\\') >= 0) {
            return Optional.empty(); // It could pass for DOMAIN\\user further on.
        }
        for (Rule rule : rules) {
            Matcher matcher = rule.principal().matcher(principal);
            if (matcher.matches()) {
                return UserName.of(matcher.replaceAll(rule.user()), "")
                        .filter(name -> !name.account().isEmpty());
            }
        }
        Matcher person = PERSON.matcher(principal);
        String realm = service.substring(service.lastIndexOf('@') + 1);
        return person.matches() && person.group(2).equals(realm)
                ? UserName.of(person.group(1), "")
                : Optional.empty();
    }
}
