package holdfast.logon.ntlm;

import java.util.Locale;

/**
 * What the server calls itself in its challenge.
 *
 * @param nbName at most 15 characters, capitals
 * @param dnsName the host's full name
 * @param dnsDomain what follows the host in it; empty when nothing does
 */
public record NtlmServerName(String nbName, String dnsName, String dnsDomain) {
    private static final int LONGEST_NB_NAME = 15;
    private static final int LONGEST_DNS_NAME = 255;

    /** The names of a host that is in no Windows domain. */
    public static NtlmServerName of(String hostName) {
        String full = hostName.isBlank() ? "holdfast" : hostName.strip();
        full = full.substring(0, Math.min(full.length(), LONGEST_DNS_NAME));
        int dot = full.indexOf('.');
        String host = dot > 0 ? full.substring(0, dot) : full;
        String nbName =
                host.substring(0, Math.min(host.length(), LONGEST_NB_NAME))
                        .toUpperCase(Locale.ROOT);
        return new NtlmServerName(nbName, full, dot > 0 ? full.substring(dot + 1) : "");
    }
}
