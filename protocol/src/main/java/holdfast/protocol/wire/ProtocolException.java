package holdfast.protocol.wire;

/**
 * The peer sent something we will not act on. Checked, because every caller must decide what the
 * peer sees. Carries no stack trace: hostile input must stay cheap to refuse.
 */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * What was wrong, as data: tests compare it, metrics count it, one switch maps it to a code.
     */
    public sealed interface Reason {
        /** The PDU ended {@code needed - available} bytes before the field did. */
        record Truncated(String field, long needed, long available) implements Reason {}

        record OutOfRange(String field, long value, long min, long max) implements Reason {}

        /** A value that is none of those the field may have. */
        record Unknown(String field, long value) implements Reason {}

        record NotAllowedHere(String pdu, String state) implements Reason {}

        /** A MAC, checksum or signature does not match. */
        record Forged(String field) implements Reason {}

        /** Clear data where encryption is due ([MS-RDPBCGR] 5.3.2). */
        record NotEncrypted(String pdu) implements Reason {}
    }

    private final transient Reason reason;
    private final String pdu;
    private final int offset;

    /**
     * @param pdu the specification's name of the PDU
     * @param offset in bytes from the start of the PDU's buffer, where the field begins
     */
    public ProtocolException(String pdu, int offset, Reason reason) {
        super(pdu + " at byte " + offset + ": " + describe(reason), null, false, false);
        this.pdu = pdu;
        this.offset = offset;
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public String pdu() {
        return pdu;
    }

    public int offset() {
        return offset;
    }

    private static String describe(Reason reason) {
        return switch (reason) {
            case Reason.Truncated r ->
                    r.field() + " needs " + r.needed() + " bytes, " + r.available() + " are left";
            case Reason.OutOfRange r ->
                    r.field() + " is " + r.value() + ", allowed " + r.min() + " to " + r.max();
            case Reason.Unknown r -> r.field() + " has the unknown value " + r.value();
            case Reason.NotAllowedHere r -> r.pdu() + " is not allowed in state " + r.state();
            case Reason.Forged r -> r.field() + " does not match";
            case Reason.NotEncrypted r -> r.pdu() + " came in clear where encryption is due";
        };
    }
}
