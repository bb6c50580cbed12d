package holdfast.protocol.share;

/** A Save Session Info PDU: [MS-RDPBCGR] 2.2.10.1. Each goes in a PDU of its own. */
public sealed interface LogonNotice {
    /**
     * Who logged on where. Sent as Logon Info V2 to clients with long credentials, else as V1.
     *
     * @param sessionId the session's number
     */
    record LoggedOn(String domain, String userName, int sessionId) implements LogonNotice {}

    /** Somebody logged on: for clients that asked for notices but not for names. */
    record Plain() implements LogonNotice {}

    /** A new auto-reconnect cookie: ARC_SC_PRIVATE_PACKET, [MS-RDPBCGR] 2.2.4.2. */
    record ReconnectCookie(int logonId, byte[] arcRandomBits) implements LogonNotice {
        @Override
        public String toString() {
            return "ReconnectCookie[logonId=" + logonId + "]";
        }
    }

    /**
     * TS_LOGON_ERRORS_INFO, [MS-RDPBCGR] 2.2.10.1.1.4.1.1.
     *
     * @param data one of the LOGON_FAILED_* and LOGON_WARNING values, or a session id
     */
    record Problem(Kind kind, long data) implements LogonNotice {}

    /** ErrorNotificationType. */
    enum Kind {
        SESSION_BUSY_OPTIONS(0xFFFF_FFF8L),
        DISCONNECT_REFUSED(0xFFFF_FFF9L),
        NO_PERMISSION(0xFFFF_FFFAL),
        BUMP_OPTIONS(0xFFFF_FFFBL),
        RECONNECT_OPTIONS(0xFFFF_FFFCL),
        SESSION_TERMINATE(0xFFFF_FFFDL),
        SESSION_CONTINUE(0xFFFF_FFFEL);

        private final long value;

        Kind(long value) {
            this.value = value;
        }

        public long value() {
            return value;
        }
    }
}
