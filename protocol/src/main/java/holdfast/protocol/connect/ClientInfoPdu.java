package holdfast.protocol.connect;

import holdfast.protocol.connect.ClientInfo.ReconnectProof;
import holdfast.protocol.connect.ClientInfo.SwitchDate;
import holdfast.protocol.connect.ClientInfo.TimeZone;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads TS_INFO_PACKET, [MS-RDPBCGR] 2.2.1.11.1.1. Clients of each age end it after another field
 * of the extended part; what follows the last known field is padding.
 */
final class ClientInfoPdu {
    static final String NAME = "Client Info PDU";

    /** Each of the five strings, in bytes; the longest that any version allows. */
    private static final int LONGEST_STRING = 512;

    private static final int LONGEST_ADDRESS = 80;
    private static final int LONGEST_DIRECTORY = 512;
    private static final int LONGEST_COOKIE = 128;
    private static final int COOKIE_SIZE = 28;
    private static final int TIME_ZONE_SIZE = 172;
    private static final int INFO_UNICODE = 0x10;

    private ClientInfoPdu() {}

    static ClientInfo decode(WireReader in) throws ProtocolException {
        int codePage = in.i32("CodePage");
        long flags = in.u32("flags");
        boolean unicode = (flags & INFO_UNICODE) != 0;
        Charset charset = unicode ? StandardCharsets.UTF_16LE : ansi(codePage);
        int terminator = unicode ? 2 : 1;
        int domainSize = in.u16("cbDomain", 0, LONGEST_STRING);
        int userNameSize = in.u16("cbUserName", 0, LONGEST_STRING);
        int passwordSize = in.u16("cbPassword", 0, LONGEST_STRING);
        int shellSize = in.u16("cbAlternateShell", 0, LONGEST_STRING);
        int directorySize = in.u16("cbWorkingDir", 0, LONGEST_STRING);
        String domain = text(in, "Domain", domainSize, terminator, charset);
        String userName = text(in, "UserName", userNameSize, terminator, charset);
        Secret password = secret(in, passwordSize, terminator, charset);
        String shell = text(in, "AlternateShell", shellSize, terminator, charset);
        String workingDirectory = text(in, "WorkingDir", directorySize, terminator, charset);
        var tail = Tail.decode(in);
        return new ClientInfo(
                flags,
                codePage,
                domain,
                userName,
                password,
                shell,
                workingDirectory,
                tail.address,
                tail.directory,
                tail.timeZone,
                tail.sessionId,
                tail.performanceFlags,
                tail.proof,
                tail.zoneName,
                tail.daylightTimeDisabled);
    }

    /** The sizes do not count the terminators, which are there nevertheless. */
    private static String text(
            WireReader in, String field, int size, int terminator, Charset charset)
            throws ProtocolException {
        String text = new String(in.bytes(field, size), charset);
        in.skip(field + " terminator", terminator);
        return untilNull(text);
    }

    private static Secret secret(WireReader in, int size, int terminator, Charset charset)
            throws ProtocolException {
        byte[] bytes = in.bytes("Password", size);
        in.skip("Password terminator", terminator);
        CharBuffer decoded = charset.decode(ByteBuffer.wrap(bytes));
        int length = 0;
        while (length < decoded.length() && decoded.charAt(length) != 0) {
            length++;
        }
        char[] characters = new char[length];
        decoded.get(characters);
        Arrays.fill(decoded.array(), '\0');
        Arrays.fill(bytes, (byte) 0);
        return new Secret(characters);
    }

    private static String untilNull(String text) {
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private static Charset ansi(int codePage) {
        String name = "windows-" + (codePage & 0xFFFF);
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.ISO_8859_1;
    }

    /** TS_EXTENDED_INFO_PACKET, 2.2.1.11.1.1.1. */
    private static final class Tail {
        private String address = "";
        private String directory = "";
        private Optional<TimeZone> timeZone = Optional.empty();
        private int sessionId;
        private int performanceFlags;
        private Optional<ReconnectProof> proof = Optional.empty();
        private Optional<String> zoneName = Optional.empty();
        private boolean daylightTimeDisabled;

        static Tail decode(WireReader in) throws ProtocolException {
            var tail = new Tail();
            tail.read(in);
            return tail;
        }

        /** A fixed field that is not there in full ends the packet. */
        private void read(WireReader in) throws ProtocolException {
            if (in.remaining() < 4) {
                return;
            }
            in.skip("clientAddressFamily", 2);
            int addressSize = in.u16("cbClientAddress", 0, LONGEST_ADDRESS);
            address = in.utf16("clientAddress", addressSize);
            if (in.remaining() < 2) {
                return;
            }
            // Android clients say 0 and leave out the terminator too.
            int directorySize = in.u16("cbClientDir", 0, LONGEST_DIRECTORY);
            directory = in.utf16("clientDir", directorySize);
            if (in.remaining() < TIME_ZONE_SIZE) {
                return;
            }
            timeZone = Optional.of(timeZone(in.sub("clientTimeZone", TIME_ZONE_SIZE)));
            if (in.remaining() < 4) {
                return;
            }
            sessionId = in.i32("clientSessionId");
            if (in.remaining() < 4) {
                return;
            }
            performanceFlags = in.i32("performanceFlags");
            if (in.remaining() < 2) {
                return;
            }
            proof = proof(in);
            zone(in);
        }

        private static Optional<ReconnectProof> proof(WireReader in) throws ProtocolException {
            int size = in.u16("cbAutoReconnectCookie", 0, LONGEST_COOKIE);
            WireReader cookie = in.sub("autoReconnectCookie", size);
            if (size == 0) {
                return Optional.empty();
            }
            if (size < COOKIE_SIZE) {
                throw cookie.refuse(
                        0, new Reason.Truncated("autoReconnectCookie", COOKIE_SIZE, size));
            }
            cookie.u32("cbLen", COOKIE_SIZE, COOKIE_SIZE);
            cookie.u32("Version", 1, 1);
            return Optional.of(
                    new ReconnectProof(
                            cookie.i32("LogonId"), cookie.bytes("SecurityVerifier", 16)));
        }

        private void zone(WireReader in) throws ProtocolException {
            if (in.remaining() < 6) {
                return;
            }
            in.skip("reserved1, reserved2", 4);
            int size = in.u16("cbDynamicDSTTimeZoneKeyName", 0, 254);
            if (size > 0) {
                zoneName = Optional.of(in.utf16("dynamicDSTTimeZoneKeyName", size));
            }
            if (in.remaining() >= 2) {
                daylightTimeDisabled = in.u16("dynamicDaylightTimeDisabled") != 0;
            }
        }

        private static TimeZone timeZone(WireReader in) throws ProtocolException {
            int bias = in.i32("Bias");
            String standardName = in.utf16("StandardName", 64);
            SwitchDate standardDate = date(in);
            int standardBias = in.i32("StandardBias");
            String daylightName = in.utf16("DaylightName", 64);
            SwitchDate daylightDate = date(in);
            return new TimeZone(
                    bias,
                    standardName,
                    standardDate,
                    standardBias,
                    daylightName,
                    daylightDate,
                    in.i32("DaylightBias"));
        }

        private static SwitchDate date(WireReader in) throws ProtocolException {
            int year = in.u16("wYear");
            int month = in.u16("wMonth");
            int dayOfWeek = in.u16("wDayOfWeek");
            int week = in.u16("wDay");
            int hour = in.u16("wHour");
            int minute = in.u16("wMinute");
            int second = in.u16("wSecond");
            in.skip("wMilliseconds", 2);
            return new SwitchDate(year, month, dayOfWeek, week, hour, minute, second);
        }
    }
}
