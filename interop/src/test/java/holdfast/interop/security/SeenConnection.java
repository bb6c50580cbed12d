package holdfast.interop.security;

import java.util.List;
import java.util.Optional;

/** One connection, as a dissector's fields tell it packet by packet. */
final class SeenConnection {
    /** Negotiation, standard RDP security, and the PDUs that lie open in MCS. */
    static final List<String> RDP_FIELDS =
            List.of(
                    "rdp.negReq.selectedProtocol",
                    "rdp.negFailure.failureCode",
                    "rdp.encryptionMethod",
                    "t124.userData");

    /** TLS 1.3 calls the outer type of a sealed record opaque. */
    static final List<String> TLS_FIELDS =
            List.of("tls.record.content_type", "tls.record.opaque_type");

    private static final String APPLICATION_DATA = "23";

    /** Flags of the basic security header, [MS-RDPBCGR] 2.2.8.1.1.2.1. */
    private static final int SEC_EXCHANGE_PKT = 0x0001;

    private static final int SEC_ENCRYPT = 0x0008;
    private static final int SEC_LICENSE_PKT = 0x0080;

    private final int port;
    private Optional<Integer> selected = Optional.empty();
    private Optional<Integer> failure = Optional.empty();
    private Optional<Integer> method = Optional.empty();
    private final Direction fromClient = new Direction();
    private final Direction fromServer = new Direction();
    private Direction current = fromClient;

    /** What was sent one way. */
    private static final class Direction {
        private boolean sealed;
        private boolean clear;

        boolean isSealed() {
            return sealed && !clear;
        }
    }

    /**
     * @param port the server's
     */
    SeenConnection(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    /** What is seen next belongs to a packet from the server or from the client. */
    SeenConnection packet(boolean ofServer) {
        current = ofServer ? fromServer : fromClient;
        return this;
    }

    void sawRdp(List<String> values) {
        selected = selected.or(() -> number(values.get(0)));
        failure = failure.or(() -> number(values.get(1)));
        method = method.or(() -> number(values.get(2)));
        for (String userData : values.get(3).split(",")) {
            if (userData.length() >= 4 && method.isPresent()) {
                int low = Integer.parseInt(userData.substring(0, 2), 16);
                current.sealed |= (low & SEC_ENCRYPT) != 0;
                current.clear |= (low & (SEC_ENCRYPT | SEC_EXCHANGE_PKT | SEC_LICENSE_PKT)) == 0;
            }
        }
    }

    void sawTls(List<String> values) {
        current.sealed |=
                values.stream()
                        .anyMatch(types -> List.of(types.split(",")).contains(APPLICATION_DATA));
    }

    /** What came of the connection, as it stands in the table. */
    String outcome() {
        if (failure.isPresent()) {
            return "code " + failure.get();
        }
        if (method.isPresent()) {
            return switch (method.get()) {
                case 0x01 -> "40 bit";
                case 0x02 -> "128 bit";
                case 0x08 -> "56 bit";
                case 0x10 -> "FIPS";
                default -> "method " + method.get();
            };
        }
        return switch (selected.orElse(0)) {
            case 0 -> "closed";
            case 1 -> "TLS";
            default -> "CredSSP";
        };
    }

    /** Which directions are encrypted: {@code ->} from client to server, {@code <->} both. */
    String directions() {
        return (fromServer.isSealed() ? "<" : "") + "-" + (fromClient.isSealed() ? ">" : "");
    }

    private static Optional<Integer> number(String field) {
        String first = field.split(",", -1)[0];
        return first.isEmpty() ? Optional.empty() : Optional.of(Integer.decode(first));
    }
}
