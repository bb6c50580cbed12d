package holdfast.protocol.connect;

import java.util.Optional;

/**
 * The Client Info PDU, [MS-RDPBCGR] 2.2.1.11: who wants to log on and how the desktop shall be.
 *
 * @param flags INFO_* bits
 * @param codePage the ANSI code page of the strings, or the input locale when {@link #unicode}
 * @param clientAddress as the client knows it, which need not be what the server sees
 * @param performanceFlags PERF_* bits
 * @param reconnect the client's proof that it was connected to a session before
 */
public record ClientInfo(
        long flags,
        int codePage,
        String domain,
        String userName,
        Secret password,
        String alternateShell,
        String workingDirectory,
        String clientAddress,
        String clientDirectory,
        Optional<TimeZone> timeZone,
        int clientSessionId,
        int performanceFlags,
        Optional<ReconnectProof> reconnect,
        Optional<String> dynamicTimeZoneName,
        boolean dynamicDaylightTimeDisabled) {

    /** ARC_CS_PRIVATE_PACKET, [MS-RDPBCGR] 2.2.4.3. */
    public record ReconnectProof(int logonId, byte[] verifier) {
        @Override
        public String toString() {
            return "ReconnectProof[logonId=" + logonId + "]";
        }
    }

    /**
     * TS_TIME_ZONE_INFORMATION, [MS-RDPBCGR] 2.2.1.11.1.1.1.1.
     *
     * @param biasMinutes UTC minus local time
     */
    public record TimeZone(
            int biasMinutes,
            String standardName,
            SwitchDate standardDate,
            int standardBias,
            String daylightName,
            SwitchDate daylightDate,
            int daylightBias) {}

    /** TS_SYSTEMTIME as a yearly rule: the {@code week}-th {@code dayOfWeek} of {@code month}. */
    public record SwitchDate(
            int year, int month, int dayOfWeek, int week, int hour, int minute, int second) {}

    /** INFO_AUTOLOGON: name and password are a logon attempt. */
    public boolean autoLogon() {
        return (flags & 0x0000_0008) != 0;
    }

    /** INFO_UNICODE. */
    public boolean unicode() {
        return (flags & 0x0000_0010) != 0;
    }

    /**
     * INFO_COMPRESSION: the client can read compressed PDUs of {@link #compressionType} and below.
     */
    public boolean compression() {
        return (flags & 0x0000_0080) != 0;
    }

    /** PACKET_COMPR_TYPE_*: 0 8K, 1 64K, 2 RDP 6, 3 RDP 6.1. */
    public int compressionType() {
        return (int) (flags >> 9) & 0xF;
    }

    /** INFO_LOGONNOTIFY. */
    public boolean wantsLogonNotify() {
        return (flags & 0x0000_0040) != 0;
    }

    /** INFO_LOGONERRORS. */
    public boolean wantsLogonErrors() {
        return (flags & 0x0001_0000) != 0;
    }
}
