package holdfast.interop.security;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of the security matrix, and what the tables of [MS-RDPBCGR] 5.3 and 5.4 say of it.
 *
 * @param layer as SecurityLayer has it
 * @param level as MinEncryptionLevel has it
 */
record Pair(String layer, String level) {
    /** SSL does not go with Low. */
    static List<Pair> legal() {
        var pairs = new ArrayList<Pair>();
        for (String layer : List.of("rdp", "negotiate", "ssl")) {
            for (String level : List.of("low", "client-compatible", "high", "fips")) {
                if (!layer.equals("ssl") || !level.equals("low")) {
                    pairs.add(new Pair(layer, level));
                }
            }
        }
        return pairs;
    }

    String name() {
        return layer + "-" + level;
    }

    /** In or not, by what, and which directions are encrypted. */
    String seenBy(Offer offer) {
        return switch (offer.name()) {
            case "TLS" -> layer.equals("rdp") ? "code 2" : "in, TLS <->";
            // Level FIPS offers no NTLM, and this server has no keytab: it chooses TLS, which this
            // client does not take.
            case "CredSSP" ->
                    layer.equals("rdp")
                            ? "code 2"
                            : level.equals("fips") ? "TLS" : "in, CredSSP <->";
            // It falls back to standard security by itself, and knows 128 bit there.
            case "rdesktop" ->
                    !layer.equals("rdp")
                            ? "in, TLS <->"
                            : level.equals("fips") ? "closed" : "in, 128 bit " + directions();
            case "rdesktop -e" -> !layer.equals("rdp") ? "in, TLS <->" : "closed";
            // Without a negotiation request there is no code to answer with.
            case String method ->
                    !layer.equals("ssl") && meets(method)
                            ? "in, " + method + " " + directions()
                            : "closed";
        };
    }

    private boolean meets(String method) {
        return switch (level) {
            case "high" -> method.equals("128 bit");
            case "fips" -> method.equals("FIPS");
            default -> true;
        };
    }

    /** Low leaves what the server sends in clear. */
    private String directions() {
        return level.equals("low") ? "->" : "<->";
    }

    /** What nmap's rdp-enum-encryption finds, in its words and order. */
    String seenByNmap() {
        List<String> found = new ArrayList<>();
        if (!layer.equals("rdp")) {
            // It takes TLS with this one, and counts either as a success.
            found.add("CredSSP (NLA)");
            if (!level.equals("fips")) {
                found.add("CredSSP with Early User Auth");
            }
        }
        if (!layer.equals("ssl")) {
            found.add("Native RDP");
        }
        if (!layer.equals("rdp")) {
            found.add("SSL");
        }
        if (layer.equals("ssl")) {
            return String.join(", ", found);
        }
        switch (level) {
            case "high" -> found.add("128-bit RC4");
            case "fips" -> found.add("FIPS 140-1");
            default ->
                    found.addAll(List.of("40-bit RC4", "56-bit RC4", "128-bit RC4", "FIPS 140-1"));
        }
        String named =
                switch (level) {
                    case "low" -> "Low";
                    case "client-compatible" -> "Client Compatible";
                    case "high" -> "High";
                    default -> "FIPS Compliant";
                };
        return String.join(", ", found) + "; level " + named;
    }

    /** What sslscan can agree on; no level lets TLS be weak. */
    String seenBySslscan() {
        return layer.equals("rdp")
                ? "no TLS"
                : level.equals("fips") ? "TLS 1.2, 1.3; approved" : "TLS 1.2, 1.3; 128 bit or more";
    }
}
