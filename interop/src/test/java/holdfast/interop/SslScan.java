package holdfast.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What sslscan could agree on with a server's TLS.
 *
 * @param versions of TLS that the server speaks, such as {@code 1.3}
 * @param suites such as {@code ECDHE-RSA-AES256-GCM-SHA384}
 * @param printed all that it printed
 */
public record SslScan(List<String> versions, List<String> suites, String printed) {
    private static final Pattern VERSION =
            Pattern.compile("^(SSLv\\d|TLSv1\\.\\d) +enabled", Pattern.MULTILINE);
    private static final Pattern SUITE =
            Pattern.compile("^(?:Preferred|Accepted) +\\S+ +\\d+ bits +(\\S+)", Pattern.MULTILINE);

    /** Scans the TLS that follows an RDP negotiation. */
    public static SslScan of(String address, int port, String... options) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "sslscan",
                                "--rdp",
                                "--no-colour",
                                "--no-heartbleed",
                                "--no-fallback",
                                "--no-renegotiation",
                                "--no-compression",
                                "--timeout=30"));
        command.addAll(List.of(options));
        command.add(address + ":" + port);
        String printed = Program.run(Duration.ofSeconds(120), Map.of(), command).output();
        return new SslScan(all(VERSION, printed), all(SUITE, printed), printed);
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1).replace("TLSv", ""))
                .toList();
    }
}
