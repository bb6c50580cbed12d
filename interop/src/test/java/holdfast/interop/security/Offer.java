package holdfast.interop.security;

import java.util.List;

/**
 * A column of the security matrix: a client by what it offers.
 *
 * @param options in the client's own words
 */
record Offer(String name, boolean isRdesktop, List<String> options) {
    static final List<Offer> ALL =
            List.of(
                    xfreerdp("40 bit", "/sec:rdp", "/encryption-methods:40"),
                    xfreerdp("56 bit", "/sec:rdp", "/encryption-methods:56"),
                    xfreerdp("128 bit", "/sec:rdp", "/encryption-methods:128"),
                    xfreerdp("FIPS", "/sec:rdp", "/encryption-methods:FIPS"),
                    xfreerdp("TLS", "/sec:tls"),
                    xfreerdp("CredSSP", "/sec:nla"),
                    rdesktop("rdesktop"),
                    rdesktop("rdesktop -e", "-e"));

    private static Offer xfreerdp(String name, String... options) {
        return new Offer(name, false, List.of(options));
    }

    private static Offer rdesktop(String name, String... options) {
        return new Offer(name, true, List.of(options));
    }
}
