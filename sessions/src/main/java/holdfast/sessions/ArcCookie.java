package holdfast.sessions;

/**
 * An ARC_SC_PRIVATE_PACKET's content ([MS-RDPBCGR] 2.2.4.2) for the client: the session id and 16
 * random bytes. A secret: it opens the session without a password.
 */
public final class ArcCookie {
    /** Length of the random part. */
    public static final int LENGTH = 16;

    private final int logonId;
    private final byte[] random;

    ArcCookie(int logonId, byte[] random) {
        this.logonId = logonId;
        this.random = random.clone();
    }

    public int logonId() {
        return logonId;
    }

    /** A copy of the random bytes, for the Save Session Info PDU and nothing else. */
    public byte[] random() {
        return random.clone();
    }

    @Override
    public String toString() {
        return "ArcCookie[logonId=" + logonId + "]";
    }
}
