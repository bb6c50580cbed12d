package holdfast.operator.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What users and clients say when it does not work: the texts of Microsoft's clients with their
 * disconnect reasons, the symptoms of the two articles, and the names that other clients print.
 */
public enum ClientMessage {
    SECURITY_ERROR(
            "the client met something in the security exchange that it could not accept",
            Set.of(1030, 1542, 1798, 2310, 2566),
            "because of a security error",
            "security error",
            "err_connect_security_nego_connect_failed",
            "security_nego_connect_failed",
            "ssl_cert_not_on_server",
            "tls_connect_failed",
            "protocol security negotiation failure",
            "failed to connect, ssl"),
    ENCRYPTION_ERROR(
            "client and server found no common encryption, or what arrived could not be decrypted",
            Set.of(1286, 2822, 3078),
            "error in data encryption",
            "encryption method",
            "encpkgmismatch",
            "decryptfailed"),
    SERVER_WANTS_TLS(
            "the client offered standard RDP security alone, and the server wants TLS",
            Set.of(),
            "ssl_required_by_server",
            "ssl required by server",
            "ssl required"),
    SERVER_REFUSES_TLS(
            "the client insists on TLS, and the server allows standard RDP security alone",
            Set.of(),
            "ssl_not_allowed_by_server",
            "ssl not allowed"),
    SERVER_WANTS_NLA(
            "the client has no network level authentication, and the server requires it",
            Set.of(),
            "hybrid_required_by_server",
            "credssp required",
            "network level authentication",
            "requires network level"),
    NO_ANSWER(
            "nothing answered where the client asked",
            Set.of(264, 516, 1796, 2308),
            "is not available",
            "does not respond",
            "can't connect to the remote computer",
            "cannot connect to the remote computer",
            "connection refused",
            "connect_transport_failed",
            "connection timed out",
            "unable to connect",
            "dns_name_not_found",
            "err_connect_failed"),
    SERVER_ENDED(
            "the server closed the connection when a client came in or came back",
            Set.of(),
            "the terminal server has ended the connection",
            "server has ended the connection",
            "remote session ended",
            "server is busy",
            "server_denied_connection",
            "denied the connection",
            "maximum number of connections"),
    WRONG_PASSWORD(
            "the name or the password was not accepted",
            Set.of(),
            "logon_failure",
            "wrong password",
            "user name or password",
            "credentials did not work",
            "logon attempt failed",
            "wrong_password",
            "account locked",
            "account_locked_out"),
    STAYED_ACTIVE(
            "the server believed a lost client to be there still",
            Set.of(),
            "stays active",
            "remains active",
            "still active",
            "remain active",
            "session active although"),
    NEW_SESSION(
            "the user got a new session beside the old one",
            Set.of(),
            "new session",
            "cannot reconnect to the same session",
            "different session",
            "two sessions",
            "totally new session"),
    SESSION_GONE(
            "the session was ended while its user was away",
            Set.of(),
            "session is gone",
            "session gone",
            "lost my work",
            "session has ended",
            "programs were closed",
            "session was ended",
            "logged off by itself"),
    DISCONNECTED_IDLE(
            "a time limit was reached",
            Set.of(),
            "idle timeout",
            "idle_timeout",
            "logon_timeout",
            "logon timer expired",
            "idle session limit",
            "time limit",
            "session limit"),
    OTHER_CONNECTION(
            "the user came in from elsewhere and took the session along",
            Set.of(),
            "another user connected",
            "disconnected_by_otherconnection",
            "disconnected by other connection",
            "another connection was made"),
    ASKS_PASSWORD(
            "the client came back by itself, and its reconnection cookie was not accepted",
            Set.of(),
            "asks for the password",
            "asks for password",
            "attempting to reconnect",
            "reconnect attempt",
            "keeps trying"),
    ALL_OFF(
            "a lost client was noticed by TCP alone, after minutes or hours",
            Set.of(),
            "2 h 11",
            "2 hours 11",
            "after 15 minutes",
            "after two hours",
            "everybody is off"),
    LEVEL_DIFFERS(
            "something stronger than the tool's setting decides about the encryption level",
            Set.of(),
            "shows one level",
            "other level",
            "another level",
            "level is ignored",
            "wrong encryption level",
            "level has no effect"),
    ONE_ADAPTER(
            "a connection is bound to a network adapter that is not there",
            Set.of(),
            "one adapter",
            "network adapter",
            "only one interface"),
    CERTIFICATE_WARNING(
            "the client could not check who the server is",
            Set.of(),
            "identity of the remote computer cannot be verified",
            "certificate",
            "not trusted",
            "host key has changed",
            "self-signed");

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern NUMBER = Pattern.compile("0x[0-9a-f]{1,6}|\\b[0-9]{3,5}\\b");

    private final String meaning;
    private final Set<Integer> codes;
    private final List<String> phrases;

    ClientMessage(String meaning, Set<Integer> codes, String... phrases) {
        this.meaning = meaning;
        this.codes = codes;
        this.phrases = List.of(phrases);
    }

    /** What it says about what happened. */
    public String meaning() {
        return meaning;
    }

    /** What a text means: by the longest phrase in it, else by a disconnect reason in it. */
    public static Optional<ClientMessage> of(String text) {
        String plain = SPACE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
        ClientMessage best = null;
        int longest = 0;
        for (ClientMessage message : values()) {
            for (String phrase : message.phrases) {
                if (phrase.length() > longest && plain.contains(phrase)) {
                    best = message;
                    longest = phrase.length();
                }
            }
        }
        return best != null ? Optional.of(best) : byCode(plain);
    }

    private static Optional<ClientMessage> byCode(String plain) {
        return NUMBER.matcher(plain)
                .results()
                .map(found -> Integer.decode(decimal(found.group())))
                .flatMap(code ->
                        Arrays.stream(values()).filter(message -> message.codes.contains(code)))
                .findFirst();
    }

    /** A leading zero would make {@link Integer#decode} read octal digits. */
    private static String decimal(String number) {
        return number.startsWith("0x") ? number : Integer.toString(Integer.parseInt(number));
    }
}
