package holdfast.logon.credssp;

import java.util.HexFormat;

/**
 * An object identifier as its content octets, which is all that is ever compared.
 *
 * @param content the octets in hexadecimal
 */
record Oid(String content) {
    /** 1.3.6.1.5.5.2 */
    static final Oid SPNEGO = new Oid("2b0601050502");

    /** 1.3.6.1.4.1.311.2.2.10 */
    static final Oid NTLM = new Oid("2b06010401823702020a");

    /** 1.2.840.113554.1.2.2 */
    static final Oid KERBEROS = new Oid("2a864886f712010202");

    /** 1.2.840.48018.1.2.2: the same, as Windows 2000 misspelt it and all after it offer too. */
    static final Oid KERBEROS_LEGACY = new Oid("2a864882f712010202");

    static Oid of(byte[] content) {
        return new Oid(HexFormat.of().formatHex(content));
    }

    byte[] encode() {
        return Der.element(DerReader.OID, HexFormat.of().parseHex(content));
    }

    boolean isKerberos() {
        return equals(KERBEROS) || equals(KERBEROS_LEGACY);
    }
}
