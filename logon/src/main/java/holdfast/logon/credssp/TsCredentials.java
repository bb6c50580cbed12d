package holdfast.logon.credssp;

import holdfast.logon.Credentials;
import holdfast.protocol.wire.ProtocolException;
import holdfast.protocol.wire.ProtocolException.Reason;
import holdfast.protocol.wire.WireReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a client delegates at the end of CredSSP: TSCredentials, [MS-CSSP] 2.2.1.2. */
sealed interface TsCredentials {
    /** TSPasswordCreds, [MS-CSSP] 2.2.1.2.1. Whoever gets it wipes it. */
    record Password(Credentials credentials) implements TsCredentials {}

    /** A smart card, or the remote guard's tickets: not accepted here. */
    record Unsupported(int credType) implements TsCredentials {}

    int PASSWORD = 1;
    int LONGEST_FIELD = 2 * Credentials.MAX_PASSWORD;

    static TsCredentials decode(byte[] message) throws ProtocolException {
        DerReader in =
                new DerReader("TSCredentials", message).enter("TSCredentials", DerReader.SEQUENCE);
        int type =
                in.enter("credType", DerReader.explicit(0)).integer("credType", DerReader.INTEGER);
        DerReader wrapped =
                in.enter("credentials", DerReader.explicit(1))
                        .enter("credentials", DerReader.OCTET_STRING);
        if (type != PASSWORD) {
            return new Unsupported(type);
        }
        DerReader creds = wrapped.enter("TSPasswordCreds", DerReader.SEQUENCE);
        String domain = text(field(creds, "domainName", 0));
        String user = text(field(creds, "userName", 1));
        byte[] password = field(creds, "password", 2);
        try {
            return new Password(new Credentials(user, domain, characters(password)));
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private static byte[] field(DerReader in, String name, int tag) throws ProtocolException {
        byte[] utf16 =
                in.enter(name, DerReader.explicit(tag))
                        .bytes(name, DerReader.OCTET_STRING, LONGEST_FIELD);
        if (utf16.length % 2 != 0) {
            throw in.refuse(new Reason.OutOfRange(name, utf16.length, 0, LONGEST_FIELD));
        }
        return utf16;
    }

    private static String text(byte[] utf16) throws ProtocolException {
        return new WireReader("TSPasswordCreds", utf16).utf16("name", utf16.length);
    }

    /** Without the terminator that some clients add. */
    private static char[] characters(byte[] utf16) {
        CharBuffer decoded = StandardCharsets.UTF_16LE.decode(ByteBuffer.wrap(utf16));
        int length = decoded.remaining();
        while (length > 0 && decoded.get(length - 1) == '\0') {
            length--;
        }
        char[] characters = new char[length];
        decoded.get(characters);
        Arrays.fill(decoded.array(), '\0');
        return characters;
    }

    /** The other direction, for clients of our own in tests. */
    static byte[] encodePassword(String user, String domain, char[] password) {
        byte[] creds =
                Der.sequence(
                        Der.explicit(0, Der.octets(domain.getBytes(StandardCharsets.UTF_16LE))),
                        Der.explicit(1, Der.octets(user.getBytes(StandardCharsets.UTF_16LE))),
                        Der.explicit(
                                2,
                                Der.octets(
                                        new String(password).getBytes(StandardCharsets.UTF_16LE))));
        return Der.sequence(
                Der.explicit(0, Der.integer(PASSWORD)), Der.explicit(1, Der.octets(creds)));
    }
}
