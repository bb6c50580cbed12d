package holdfast.protocol.share;

import holdfast.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/** Encodes {@link LogonNotice}s: the Save Session Info PDU, [MS-RDPBCGR] 2.2.10.1.1. */
public final class SaveSessionInfo {
    private static final int INFOTYPE_LOGON = 0;
    private static final int INFOTYPE_LOGON_LONG = 1;
    private static final int INFOTYPE_LOGON_PLAINNOTIFY = 2;
    private static final int INFOTYPE_LOGON_EXTENDED_INFO = 3;
    private static final int LOGON_EX_AUTORECONNECTCOOKIE = 1;
    private static final int LOGON_EX_LOGONERRORS = 2;
    private static final int DOMAIN_SIZE = 52;
    private static final int USER_NAME_SIZE = 512;

    private SaveSessionInfo() {}

    /**
     * The body of the share data PDU.
     *
     * @param longCredentials whether the client's General capability set has LONG_CREDENTIALS
     */
    public static byte[] encode(LogonNotice notice, boolean longCredentials) {
        var out = new WireWriter(620);
        switch (notice) {
            case LogonNotice.LoggedOn user when longCredentials -> version2(user, out);
            case LogonNotice.LoggedOn user -> version1(user, out);
            case LogonNotice.Plain _ -> out.u32(INFOTYPE_LOGON_PLAINNOTIFY).zeros(576);
            case LogonNotice.ReconnectCookie cookie -> cookie(cookie, out);
            case LogonNotice.Problem problem -> problem(problem, out);
        }
        return out.toByteArray();
    }

    /** TS_LOGON_INFO, 2.2.10.1.1.1: the lengths count the terminators. */
    private static void version1(LogonNotice.LoggedOn user, WireWriter out) {
        out.u32(INFOTYPE_LOGON);
        out.u32(Math.min(utf16Size(user.domain()), DOMAIN_SIZE));
        out.utf16(user.domain(), DOMAIN_SIZE);
        out.u32(Math.min(utf16Size(user.userName()), USER_NAME_SIZE));
        out.utf16(user.userName(), USER_NAME_SIZE);
        out.u32(user.sessionId());
    }

    /** TS_LOGON_INFO_VERSION_2, 2.2.10.1.1.2. */
    private static void version2(LogonNotice.LoggedOn user, WireWriter out) {
        int domainSize = Math.min(utf16Size(user.domain()), DOMAIN_SIZE);
        int userNameSize = Math.min(utf16Size(user.userName()), USER_NAME_SIZE);
        out.u32(INFOTYPE_LOGON_LONG);
        out.u16(1); // Version
        out.u32(18); // Size: of the fields up to the padding, as Windows has it.
        out.u32(user.sessionId());
        out.u32(domainSize).u32(userNameSize);
        out.zeros(558);
        out.utf16(user.domain(), domainSize);
        out.utf16(user.userName(), userNameSize);
    }

    private static void cookie(LogonNotice.ReconnectCookie cookie, WireWriter out) {
        extended(out, LOGON_EX_AUTORECONNECTCOOKIE, 28);
        out.u32(28).u32(1).u32(cookie.logonId()).bytes(cookie.arcRandomBits(), 0, 16);
        out.zeros(570);
    }

    private static void problem(LogonNotice.Problem problem, WireWriter out) {
        extended(out, LOGON_EX_LOGONERRORS, 8);
        out.u32(problem.kind().value()).u32(problem.data());
        out.zeros(570);
    }

    /** TS_LOGON_INFO_EXTENDED, 2.2.10.1.1.4, with one field. */
    private static void extended(WireWriter out, int fieldsPresent, int size) {
        out.u32(INFOTYPE_LOGON_EXTENDED_INFO);
        out.u16(2 + 4 + 4 + size).u32(fieldsPresent).u32(size);
    }

    private static int utf16Size(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE).length + 2;
    }
}
