package holdfast.logon.credssp;

import holdfast.protocol.wire.WireWriter;
import java.math.BigInteger;

/** Writes the little ASN.1 that CredSSP and SPNEGO need, as DER. */
final class Der {
    private Der() {}

    static byte[] element(int tag, byte[]... contents) {
        int length = 0;
        for (byte[] content : contents) {
            length += content.length;
        }
        var out = new WireWriter(length + 6).u8(tag);
        if (length < 0x80) {
            out.u8(length);
        } else if (length < 0x100) {
            out.u8(0x81).u8(length);
        } else if (length < 0x1_0000) {
            out.u8(0x82).u16be(length);
        } else {
            out.u8(0x84).u32be(length);
        }
        for (byte[] content : contents) {
            out.bytes(content);
        }
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... elements) {
        return element(DerReader.SEQUENCE, elements);
    }

    static byte[] explicit(int n, byte[] element) {
        return element(DerReader.explicit(n), element);
    }

    static byte[] octets(byte[] content) {
        return element(DerReader.OCTET_STRING, content);
    }

    static byte[] integer(int value) {
        return element(DerReader.INTEGER, BigInteger.valueOf(value).toByteArray());
    }

    static byte[] enumerated(int value) {
        return element(DerReader.ENUMERATED, new byte[] {(byte) value});
    }
}
