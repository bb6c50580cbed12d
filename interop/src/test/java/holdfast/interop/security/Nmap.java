package holdfast.interop.security;

import holdfast.interop.Program;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What nmap's rdp-enum-encryption says of several ports of one address. */
final class Nmap {
    private static final Pattern PORT = Pattern.compile("^(\\d+)/tcp ", Pattern.MULTILINE);
    private static final Pattern SUCCESS =
            Pattern.compile("^\\|[ _]+(.*): SUCCESS$", Pattern.MULTILINE);
    private static final Pattern LEVEL =
            Pattern.compile("^\\|[ _]+RDP Encryption level: (.*)$", Pattern.MULTILINE);

    private Nmap() {}

    /** What succeeds at each port, and the encryption level that the server names. */
    static Map<Integer, String> enumerate(String address, Collection<Integer> ports) {
        String printed =
                Program.run(
                                Duration.ofSeconds(120),
                                Map.of(),
                                List.of(
                                        "nmap",
                                        "-Pn",
                                        "-n",
                                        "-p",
                                        ports.stream()
                                                .map(Object::toString)
                                                .collect(Collectors.joining(",")),
                                        "--script",
                                        "+rdp-enum-encryption",
                                        address))
                        .output();
        Map<Integer, String> all = new HashMap<>();
        var port = PORT.matcher(printed);
        while (port.find()) {
            int next = printed.indexOf("/tcp ", port.end());
            String about = printed.substring(port.end(), next < 0 ? printed.length() : next);
            all.put(Integer.valueOf(port.group(1)), words(about));
        }
        return all;
    }

    private static String words(String about) {
        String successes =
                SUCCESS.matcher(about)
                        .results()
                        .map(found -> found.group(1).strip())
                        .collect(Collectors.joining(", "));
        var level = LEVEL.matcher(about);
        return successes + (level.find() ? "; level " + level.group(1) : "");
    }
}
